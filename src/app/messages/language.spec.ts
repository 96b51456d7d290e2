import { formatList, plural } from './language';

describe('the language of the texts', () => {
  it('has a text for one and a text for any other number, with the number in it', () => {
    const forms = { one: '# alarm', other: '# alarms' };
    expect([0, 1, 2, 12_000].map((count) => plural(count, forms))).toEqual([
      '0 alarms',
      '1 alarm',
      '2 alarms',
      `${(12_000).toLocaleString()} alarms`,
    ]);
  });

  it('joins a list as a sentence does', () => {
    expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map(formatList)).toEqual(['a', 'a and b', 'a, b, and c']);
  });
});
