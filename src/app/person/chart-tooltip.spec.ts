import { formatTime } from '../formats/times';
import { describePoint } from './chart-tooltip';

describe('The tooltip of the chart', () => {
  const MINUTE = 60_000;
  const start = Date.parse('2026-11-20T09:00:00.000Z');
  const series = { bucketMs: MINUTE, buckets: [{ atMs: start, min: 36.4, max: 38.2, count: 2 }] };
  const alarm = {
    alarm: 'k3f9-1',
    rfid: 'R1',
    name: 'Mass Roy',
    kind: 'fever' as const,
    raisedAt: new Date(start).toISOString(),
    endedAt: new Date(start + 5 * MINUTE).toISOString(),
    peak: '38.2C',
    acknowledged: { at: new Date(start + MINUTE).toISOString(), by: 'Ann Lee', note: '' },
  };
  const words = (ms: number): string =>
    describePoint(ms, series, [alarm], 'C')
      .replace(/(\d),(\d)/g, '$1.$2')
      .replaceAll('\u00a0', ' ');

  it('is when it is, between what it was, and which alarm there was', () => {
    const ms = start + 30_000;
    expect(words(ms)).toBe(
      `${formatTime(ms).replace(/(\d),(\d)/g, '$1.$2')} · 36.4 to 38.2 °C · fever alarm, acknowledged by Ann Lee`,
    );
  });

  it('is the time alone where nothing was read', () => {
    expect(words(start + 60 * MINUTE)).toBe(formatTime(start + 60 * MINUTE));
  });
});
