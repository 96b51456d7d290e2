import { shiftOfRows } from './row-shift';

describe('shiftOfRows', () => {
  const rows = Array.from({ length: 100 }, (_, index) => ({ index }));

  it('is how many rows were put in above', () => {
    expect(shiftOfRows(rows, [{}, {}, ...rows], 40)).toBe(2);
  });

  it('is how many rows above went away', () => {
    expect(shiftOfRows(rows, rows.slice(3), 40)).toBe(-3);
  });

  it('does not follow a row that moves on its own', () => {
    const after = [rows[40]!, ...rows.slice(0, 40), ...rows.slice(41)];
    expect(shiftOfRows(rows, after, 40)).toBe(0);
  });

  it('is none when nothing is left of what was read', () => {
    expect(shiftOfRows(rows, [], 40)).toBe(0);
  });
});
