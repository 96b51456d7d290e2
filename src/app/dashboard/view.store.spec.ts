import { encodeView, parseView, SORTS, type View } from './view.store';

describe('The view in the URL', () => {
  const defaults: View = { filter: undefined, sort: 'worst', unit: undefined, isWall: false };
  const parse = (query: string): View => parseView(new URLSearchParams(query));
  const encode = (view: View): string => {
    const set = Object.entries(encodeView(view)).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return new URLSearchParams(set).toString();
  };

  it('is parsed', () => {
    expect(parse('filter=fever&sort=-age&unit=F&wall')).toEqual({
      filter: 'fever',
      sort: '-age',
      unit: 'F',
      isWall: true,
    });
  });

  it('has defaults for missing and unknown values', () => {
    expect(parse('')).toEqual(defaults);
    expect(parse('filter=dead&sort=shoe&unit=K&colour=red')).toEqual(defaults);
  });

  it('omits defaults', () => {
    expect(encode(defaults)).toBe('');
    expect(encode({ ...defaults, filter: 'stale', sort: 'name', unit: 'C' })).toBe('filter=stale&sort=name&unit=C');
  });

  it('is the same after encoding and parsing', () => {
    for (const sort of SORTS) {
      const view: View = { filter: 'hypothermia', sort, unit: 'C', isWall: true };
      expect(parse(encode(view))).toEqual(view);
    }
  });
});
