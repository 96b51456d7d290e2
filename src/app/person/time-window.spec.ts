import { isWindow, LONGEST_WINDOW_MS, notAfter, panned, SHORTEST_WINDOW_MS, zoomed } from './time-window';

const HOUR = 3_600_000;

describe('A window of time', () => {
  const noon = { from: 0, to: HOUR };

  it('is zoomed around its middle, or around the place that was pointed at', () => {
    expect(zoomed(noon, 0.5)).toEqual({ from: HOUR / 4, to: (HOUR * 3) / 4 });
    expect(zoomed(noon, 0.5, 0)).toEqual({ from: 0, to: HOUR / 2 });
    expect(zoomed(noon, 2, 1)).toEqual({ from: -HOUR, to: HOUR });
  });

  it('becomes neither shorter nor longer than can be shown', () => {
    const { from, to } = zoomed(noon, 1e-9);
    expect(to - from).toBe(SHORTEST_WINDOW_MS);
    const long = zoomed(noon, 1e9);
    expect(long.to - long.from).toBe(LONGEST_WINDOW_MS);
  });

  it('is moved by a part of its length', () => {
    expect(panned(noon, -0.5)).toEqual({ from: -HOUR / 2, to: HOUR / 2 });
  });

  it('does not reach into the future, and keeps its length', () => {
    expect(notAfter({ from: HOUR, to: 2 * HOUR }, HOUR)).toEqual(noon);
    expect(notAfter(noon, 2 * HOUR)).toEqual(noon);
  });

  it('is one only from a beginning to a later end', () => {
    expect(isWindow(noon)).toBe(true);
    for (const [from, to] of [
      [NaN, HOUR],
      [0, NaN],
      [HOUR, 0],
      [0, 0],
      [0, SHORTEST_WINDOW_MS - 1],
      [0, LONGEST_WINDOW_MS + 1],
      [-8.64e15, -8.64e15 + HOUR],
    ] as const)
      expect(isWindow({ from, to })).withContext(`${from} to ${to}`).toBe(false);
  });
});
