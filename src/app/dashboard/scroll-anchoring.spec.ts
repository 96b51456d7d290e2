import { shiftOfRows } from './scroll-anchoring';

describe('shiftOfRows', () => {
  const rows = Array.from({ length: 100 }, (_, index) => ({ index }));

  it('is the number of rows inserted above', () => {
    expect(shiftOfRows(rows, [{}, {}, ...rows], 40)).toBe(2);
  });

  it('is the negative number of rows removed above', () => {
    expect(shiftOfRows(rows, rows.slice(3), 40)).toBe(-3);
  });

  it('ignores a single row that moves', () => {
    const after = [rows[40]!, ...rows.slice(0, 40), ...rows.slice(41)];
    expect(shiftOfRows(rows, after, 40)).toBe(0);
  });

  it('is 0 when none of the rows are left', () => {
    expect(shiftOfRows(rows, [], 40)).toBe(0);
  });
});
