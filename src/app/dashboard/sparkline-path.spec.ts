import { drawLine, SPARK_HEIGHT, sparkY } from './sparkline-path';

describe('drawLine', () => {
  it('draws a band from the highest to the lowest of each minute', () => {
    const path = drawLine([
      { index: 0, min: 37, max: 38 },
      { index: 1, min: 36, max: 36 },
    ]);
    expect(path).toBe(`M1 ${sparkY(38)}L3 ${sparkY(36)}L3 ${sparkY(36)}L1 ${sparkY(37)}Z`);
  });

  it('draws a single minute as a dot', () => {
    expect(drawLine([{ index: 2, min: 37, max: 38 }])).toBe(`M4 ${sparkY(38) - 1}h2V${sparkY(37) + 1}h-2Z`);
  });

  it('interrupts the line only at long gaps', () => {
    const minute = (index: number) => ({ index, min: 37, max: 37 });
    expect(drawLine([minute(0), minute(10)]).match(/M/g)?.length).toBe(1);
    expect(drawLine([minute(0), minute(11)]).match(/M/g)?.length).toBe(2);
    expect(drawLine([])).toBe('');
  });

  it('stays within the drawing at any temperature', () => {
    for (const celsius of [25, 45]) {
      expect(sparkY(celsius)).toBeGreaterThan(0);
      expect(sparkY(celsius)).toBeLessThan(SPARK_HEIGHT);
    }
    expect(sparkY(39)).toBeLessThan(sparkY(38));
  });
});
