import { nextSeverity } from './person';

describe('nextSeverity', () => {
  it('is 0 for a normal status at any temperature', () => {
    expect(nextSeverity(4, 'normal', 37.9)).toBe(0);
  });

  it('grows every 0.2 °C away from normal, in both directions', () => {
    expect(nextSeverity(0, 'fever', 38.3)).toBe(7);
    expect(nextSeverity(0, 'fever', 38.4)).toBe(8);
    expect(nextSeverity(0, 'fever', 39.4)).toBeGreaterThan(nextSeverity(0, 'fever', 39.1));
    expect(nextSeverity(0, 'hypothermia', 34.4)).toBe(14);
  });

  it('rises immediately and falls with hysteresis, so that a tenth of a degree moves no row', () => {
    const shown = [38.3, 38.4, 38.3, 38.4, 38.31, 38.2].reduce<number[]>(
      (all, celsius) => [...all, nextSeverity(all.at(-1) ?? 0, 'fever', celsius)],
      [],
    );
    expect(shown).toEqual([7, 8, 8, 8, 8, 7]);
  });

  it('is 1 if the temperature cannot be parsed', () => {
    expect(nextSeverity(0, 'fever', NaN)).toBe(1);
  });
});
