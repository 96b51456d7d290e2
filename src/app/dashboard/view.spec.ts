import { encodeView, parseView, SORTS, type View } from './view';

describe('The view in the address', () => {
  const usual: View = { filter: undefined, sort: 'worst', unit: undefined, isWall: false };
  const parse = (query: string): View => parseView(new URLSearchParams(query));
  const encode = (view: View): string => {
    const told = Object.entries(encodeView(view)).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return new URLSearchParams(told).toString();
  };

  it('is read', () => {
    expect(parse('filter=fever&sort=-age&unit=F&wall')).toEqual({
      filter: 'fever',
      sort: '-age',
      unit: 'F',
      isWall: true,
    });
  });

  it('is the usual one where nothing is said, or nothing that is known', () => {
    expect(parse('')).toEqual(usual);
    expect(parse('filter=dead&sort=shoe&unit=K&colour=red')).toEqual(usual);
  });

  it('says nothing of what is as usual', () => {
    expect(encode(usual)).toBe('');
    expect(encode({ ...usual, filter: 'stale', sort: 'name', unit: 'C' })).toBe('filter=stale&sort=name&unit=C');
  });

  it('comes out as it went in', () => {
    for (const sort of SORTS) {
      const view: View = { filter: 'hypothermia', sort, unit: 'C', isWall: true };
      expect(parse(encode(view))).toEqual(view);
    }
  });
});
