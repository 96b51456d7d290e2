import { rowAfterKey } from './row-keys';

describe('rowAfterKey', () => {
  const go = (key: string, from: number): number | undefined => rowAfterKey(key, from, 100, 20);

  it('goes by a row, a page, or to the ends', () => {
    expect(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].map((key) => go(key, 50))).toEqual([
      49, 51, 30, 70, 0, 99,
    ]);
  });

  it('stays in the list', () => {
    expect(go('ArrowUp', 0)).toBe(0);
    expect(go('PageDown', 95)).toBe(99);
  });

  it('leaves every other key alone', () => {
    expect(go('a', 5)).toBeUndefined();
    expect(go('Enter', 5)).toBeUndefined();
  });
});
