import type { Alarm } from '@contract/alarm';

import { describeTrend, describeUnalarmed, type TrendFacts } from './trend-sentence';

/** Times of the reader's own day, whatever their time zone is. */
const at = (hour: number, minute = 0): number => new Date(2026, 10, 20, hour, minute).getTime();
const iso = (ms: number): string => new Date(ms).toISOString();
const MINUTE = 60_000;

const anAlarm = (raised: number, ended?: number, kind: Alarm['kind'] = 'fever'): Alarm => ({
  alarm: `k3f9-${raised}`,
  rfid: 'R1',
  name: 'Mass Roy',
  kind,
  raisedAt: iso(raised),
  ...(ended === undefined ? {} : { endedAt: iso(ended) }),
  peak: '39.2C',
});

/** A reading every ten minutes from `from` to before `to`. */
const buckets = (from: number, to: number, min = 36.4, max = 36.6) =>
  Array.from({ length: (to - from) / (10 * MINUTE) }, (_, index) => ({
    atMs: from + index * 10 * MINUTE,
    min,
    max,
    count: 120,
  }));

/** The latest readings at 16:48, 16:53 and 16:58, in buckets of a minute. */
const minutes = (...celsius: readonly number[]) => ({
  bucketMs: MINUTE,
  buckets: celsius.map((one, index) => ({ atMs: at(16, 48 + 5 * index), min: one, max: one, count: 1 })),
});

describe('The sentence about a trend', () => {
  const day = (fields: Partial<TrendFacts> = {}): TrendFacts => ({
    view: { range: '24h', zoom: undefined },
    window: { from: at(17) - 86_400_000, to: at(17) },
    series: { bucketMs: 10 * MINUTE, buckets: buckets(at(17) - 86_400_000, at(17)) },
    alarms: [],
    latest: { takenAtMs: at(16, 59), celsius: 36.5 },
    recent: { bucketMs: MINUTE, buckets: [] },
    unit: 'C',
    thresholds: { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 } },
    now: at(17),
    ...fields,
  });
  /** As it is in English, whatever language the browser has. */
  const sentence = (facts: TrendFacts): string =>
    describeTrend(facts)
      .replaceAll('\u00a0', ' ')
      .replace(/(\d),(\d)/g, '$1.$2');

  it('says between which temperatures it was, and what it is now', () => {
    expect(sentence(day())).toBe('In the last 24 hours: 36.4 to 36.6 °C, now 36.5 °C.');
  });

  it('tells everything that there is to see', () => {
    const facts = day({
      series: {
        bucketMs: 10 * MINUTE,
        buckets: [
          ...buckets(at(17) - 86_400_000, at(2)),
          ...buckets(at(2, 40), at(16)),
          ...buckets(at(16), at(17), 37.9, 39.2),
        ],
      },
      alarms: [anAlarm(at(16, 2)), anAlarm(at(14, 5), at(15, 20))],
      latest: { takenAtMs: at(16, 59), celsius: 38.9 },
      recent: minutes(38.2, 38.4, 38.9),
    });
    expect(sentence(facts)).toBe(
      'In the last 24 hours: 36.4 to 39.2 °C, now 38.9 °C, rising: 38.2 → 38.9 °C within 11 min; ' +
        'fever from 14:05 to 15:20 and since 16:02; no readings from about 01:55 to about 02:45.',
    );
  });

  it('says from where it is falling, and the same of every range', () => {
    const latest = { takenAtMs: at(16, 59), celsius: 37.9 };
    for (const bucketMs of [MINUTE, 10 * MINUTE, 120 * MINUTE]) {
      const series = { bucketMs, buckets: [{ atMs: at(15), min: 36.6, max: 39.1, count: 5 }] };
      const text = sentence(day({ series, latest, recent: minutes(38.2, 38.1, 37.9) }));
      expect(text).toContain('now 37.9 °C, falling: 38.2 → 37.9 °C within 11 min');
      expect(sentence(day({ series, latest, recent: minutes(36.6, 39.1, 37.9) }))).toMatch(/now 37.9 °C[;.]/);
    }
  });

  it('speaks of an alarm only as far as it lies in the time shown', () => {
    const { from, to } = day().window;
    expect(sentence(day({ alarms: [anAlarm(from - MINUTE, at(3))] }))).toContain('fever until 03:00');
    expect(sentence(day({ alarms: [anAlarm(from - MINUTE)] }))).toContain('fever throughout');
    const view = { range: '24h' as const, zoom: { from, to } };
    expect(sentence(day({ view, alarms: [anAlarm(at(14), to + MINUTE)] }))).toContain('fever from 14:00 onwards');
    expect(sentence(day({ alarms: [anAlarm(at(14), at(15), 'hypothermia')] }))).toContain(
      '; hypothermia from 14:00 to 15:00',
    );
  });

  it('counts what is too much to listen to', () => {
    const alarms = [12, 10, 8, 6].map((hour) => anAlarm(at(hour), at(hour + 1)));
    expect(sentence(day({ alarms }))).toContain('fever 4 times, most recently from 12:00 to 13:00.');
  });

  it('says of what time it is when somebody has zoomed, and then nothing of the present', () => {
    const window = { from: at(14), to: at(15) };
    const series = { bucketMs: 10 * MINUTE, buckets: buckets(at(14), at(15)) };
    expect(sentence(day({ view: { range: '24h', zoom: window }, window, series }))).toBe(
      'From 14:00 to 15:00: 36.4 to 36.6 °C.',
    );
  });

  it('says since when there has been no reading', () => {
    const facts = day({ series: { bucketMs: 10 * MINUTE, buckets: buckets(at(17) - 86_400_000, at(12)) } });
    expect(sentence(facts)).toContain('no readings since about 11:55.');
    expect(sentence({ ...facts, latest: { takenAtMs: at(11, 53), celsius: 36.5 } })).toContain(
      'no readings since 11:53.',
    );
  });

  it('is exact about a silence only where it knows the readings around it', () => {
    const first = at(13, 37);
    const until = (bucketMs: number, latestMs: number, count: number): string => {
      const atMs = Math.floor(first / bucketMs) * bucketMs;
      const series = { bucketMs, buckets: [{ atMs, min: 36.5, max: 36.5, count }] };
      return sentence(day({ series, latest: { takenAtMs: latestMs, celsius: 36.5 } }));
    };
    expect(until(MINUTE, at(16, 59), 3)).toContain('no readings until 13:37');
    expect(until(10 * MINUTE, at(16, 59), 3)).toContain('no readings until about 13:35');
    expect(until(10 * MINUTE, first, 1)).toContain('no readings until 13:37 and since 13:37');
  });

  it('tells of an alarm that was over within its minute as of a moment', () => {
    expect(sentence(day({ alarms: [anAlarm(at(14), at(14))] }))).toContain('fever briefly at 14:00.');
  });

  it('says of readings beyond a threshold that raised no alarm why that is', () => {
    const { series } = day();
    const late = { ...series, buckets: [...series.buckets, { atMs: at(16, 50), min: 34, max: 39, count: 2 }] };
    const said = (facts: Partial<TrendFacts>) =>
      describeUnalarmed(day({ series: late, ...facts }))
        .replaceAll('\u00a0', ' ')
        .replace(/(\d),(\d)/g, '$1.$2');
    expect(said({ series })).toBe('');
    expect(said({})).toBe(
      'Some readings were above 38.0 °C and below 35.0 °C. Readings that arrive late raise no alarm.',
    );
    expect(said({ alarms: [anAlarm(at(16), at(17), 'hypothermia')] })).toBe(
      'Some readings were above 38.0 °C. Readings that arrive late raise no alarm.',
    );
    expect(said({ thresholds: { fever: undefined, hypothermia: undefined } })).toBe('');
  });

  it('names a day only where it is another one', () => {
    const yesterday = at(17) - 86_400_000 + 60 * MINUTE;
    const text = sentence(day({ alarms: [anAlarm(yesterday, yesterday + 30 * MINUTE)] }));
    expect(text).toMatch(/fever from .*19.*, 18:00 to 18:30\.$/);
  });

  it('says when there is no reading at all', () => {
    expect(sentence(day({ series: { bucketMs: 1_000, buckets: [] } }))).toBe('In the last 24 hours: no readings.');
  });

  it('speaks in the unit chosen', () => {
    expect(sentence(day({ unit: 'F' }))).toBe('In the last 24 hours: 97.5 to 97.9 °F, now 97.7 °F.');
  });
});
