import { rowAfterKey } from './row-window';

describe('rowAfterKey', () => {
  const move = (key: string, from: number): number | undefined => rowAfterKey(key, from, 100, 20);

  it('moves by a row, by a page, or to the ends', () => {
    expect(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].map((key) => move(key, 50))).toEqual([
      49, 51, 30, 70, 0, 99,
    ]);
  });

  it('stays within the list', () => {
    expect(move('ArrowUp', 0)).toBe(0);
    expect(move('PageDown', 95)).toBe(99);
  });

  it('ignores other keys', () => {
    expect(move('a', 5)).toBeUndefined();
    expect(move('Enter', 5)).toBeUndefined();
  });
});
