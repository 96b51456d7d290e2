import { nextSeverity } from './severity';

describe('Severity', () => {
  it('is none for whoever is well, however warm', () => {
    expect(nextSeverity(4, 'normal', 37.9)).toBe(0);
  });

  it('grows by half a degree from normal, up and down alike', () => {
    expect(nextSeverity(0, 'fever', 38.4)).toBe(3);
    expect(nextSeverity(0, 'fever', 38.5)).toBe(4);
    expect(nextSeverity(0, 'fever', 40.1)).toBe(7);
    expect(nextSeverity(0, 'hypothermia', 34.4)).toBe(6);
  });

  it('rises at once and falls only when that is clear, so that a tenth of a degree moves no row', () => {
    const shown = [38.4, 38.5, 38.4, 38.5, 38.31, 38.29].reduce<number[]>(
      (all, celsius) => [...all, nextSeverity(all.at(-1) ?? 0, 'fever', celsius)],
      [],
    );
    expect(shown).toEqual([3, 4, 4, 4, 4, 3]);
  });

  it('is the least where the temperature cannot be read', () => {
    expect(nextSeverity(0, 'fever', NaN)).toBe(1);
  });
});
