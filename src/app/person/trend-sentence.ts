import type { Alarm, AlarmKind } from '@contract/alarm';
import type { TemperatureUnit } from '@contract/temperature';

import { formatDuration } from '../formats/durations';
import { formatCelsius, formatDegrees } from '../formats/temperatures';
import { formatDayMinute, formatDayMinuteAfter } from '../formats/times';
import type { TrendBucket, TrendSeries } from '../readings/trend.api';
import { PERSON_TEXT } from '../messages/person';
import { courseOf } from './course';
import type { PersonView } from './person-view';
import type { Thresholds } from './temperature-scale';
import type { TimeWindow } from './time-window';
import { silencesIn, type TrendReading } from './trend-series';

/** What a trend shows, in one sentence's worth of facts. */
export interface TrendFacts {
  readonly view: PersonView;
  readonly window: TimeWindow;
  /** Of the window alone. */
  readonly series: TrendSeries;
  /** Newest first. */
  readonly alarms: readonly Alarm[];
  /** The person's latest reading. */
  readonly latest: TrendReading | undefined;
  /** The latest half hour in narrow buckets. */
  readonly recent: TrendSeries;
  readonly unit: TemperatureUnit;
  readonly thresholds: Thresholds;
  /** By the server's clock, ms since 1970. */
  readonly now: number;
}

type UnalarmedFacts = Pick<TrendFacts, 'series' | 'alarms' | 'thresholds' | 'unit'>;

/** ms since 1970; when it isn't exact, it is near enough to be told as "about". */
interface Moment {
  readonly ms: number;
  readonly isExact: boolean;
}

interface Stretch {
  readonly from: Moment;
  readonly to: Moment;
}

const TEXT = PERSON_TEXT.sentence;

const MINUTE_MS = 60_000;
/** So many stretches of time can be listened to; of more, only their number and the latest. */
const MOST_LISTED = 3;

/** The trend for those who don't see the chart: "In the last 24 hours: 36.4 to 39.2 °C, now 38.6 °C, rising: 38.1 → 38.6 °C within 15 min; fever since 16:02." */
export function describeTrend(facts: TrendFacts): string {
  const when = describeWindow(facts);
  if (facts.series.buckets.length === 0) return TEXT.none(when);
  const conditions = (['fever', 'hypothermia'] as const).map((kind) => describeCondition(kind, facts));
  const parts = [describeTemperatures(facts), ...conditions, describeSilences(facts)];
  return TEXT.whole(
    when,
    parts.filter((part) => part !== ''),
  );
}

/** "In the last 24 hours", "From 14:00 to 16:00". */
export function describeWindow({ view, window, now }: Pick<TrendFacts, 'view' | 'window' | 'now'>): string {
  if (!view.zoom) return TEXT.ranges[view.range];
  return TEXT.window(formatDayMinute(window.from, now), formatDayMinuteAfter(window.to, window.from, now));
}

/**
 * "At times above 38.0 °C; readings that arrived late raise no alarm.": what is beyond a threshold although there was no alarm
 * of its kind in the time shown. `''` where there is nothing of the sort.
 */
export function describeUnalarmed({ series, alarms, thresholds, unit }: UnalarmedFacts): string {
  const texts = (['fever', 'hypothermia'] as const).flatMap((kind) => {
    const on = thresholds[kind]?.on;
    if (on === undefined || alarms.some((alarm) => alarm.kind === kind)) return [];
    const isBeyond = series.buckets.some(({ min, max }) => (kind === 'fever' ? max >= on : min <= on));
    return isBeyond ? [TEXT.beyond(kind, formatCelsius(on, unit))] : [];
  });
  return texts.length === 0 ? '' : TEXT.unalarmed(texts);
}

function describeTemperatures(facts: TrendFacts): string {
  const { series, view, latest, unit } = facts;
  const low = Math.min(...series.buckets.map(({ min }) => min));
  const high = Math.max(...series.buckets.map(({ max }) => max));
  const lowText = formatDegrees(low, unit) === formatDegrees(high, unit) ? '' : formatDegrees(low, unit);
  const span = lowText === '' ? formatCelsius(high, unit) : TEXT.span(lowText, formatCelsius(high, unit));
  if (view.zoom || !latest) return span;
  return `${span}, ${TEXT.now(formatCelsius(latest.celsius, unit))}${describeCourse(facts, latest)}`;
}

/** ", falling: 38.2 → 37.9 °C within 12 min", in whole minutes, rounded up. */
function describeCourse({ recent, now, unit }: TrendFacts, latest: TrendReading): string {
  const course = courseOf(recent, latest, now);
  if (!course) return '';
  const change = TEXT.change(formatDegrees(course.from, unit), formatCelsius(latest.celsius, unit));
  const within = formatDuration(Math.ceil(course.withinMs / MINUTE_MS) * MINUTE_MS);
  return TEXT.course(course.direction, change, within);
}

function describeCondition(kind: AlarmKind, facts: TrendFacts): string {
  const alarms = facts.alarms.filter((alarm) => alarm.kind === kind).reverse();
  const stretches = alarms.map(({ raisedAt, endedAt }) => ({
    from: { ms: Date.parse(raisedAt), isExact: true },
    to: { ms: endedAt === undefined ? Infinity : Date.parse(endedAt), isExact: true },
  }));
  return stretches.length === 0 ? '' : TEXT.condition(kind, listStretches(stretches, facts));
}

function describeSilences(facts: TrendFacts): string {
  const { series, latest, window } = facts;
  const { bucketMs, buckets } = series;
  const stretches = silencesIn(series, window).map(({ from, to }): Stretch => {
    const before = buckets.find(({ atMs }) => atMs + bucketMs === from);
    const after = buckets.find(({ atMs }) => atMs === to);
    return {
      from: before ? readingIn(before, bucketMs, latest) : { ms: from, isExact: true },
      to: after ? readingIn(after, bucketMs, after.count === 1 ? latest : undefined) : { ms: to, isExact: true },
    };
  });
  return stretches.length === 0 ? '' : TEXT.noReading(listStretches(stretches, facts));
}

/** When a reading of a bucket was taken: `known` if that is one of them; otherwise all that is known is the bucket. */
function readingIn({ atMs }: TrendBucket, bucketMs: number, known: TrendReading | undefined): Moment {
  if (known && known.takenAtMs >= atMs && known.takenAtMs < atMs + bucketMs) {
    return { ms: known.takenAtMs, isExact: true };
  }
  // Told by the minute, and such a bucket lies in one.
  if (bucketMs <= MINUTE_MS) return { ms: atMs, isExact: true };
  return { ms: atMs + bucketMs / 2, isExact: false };
}

/** Stretches of time, earliest first, each as far as it lies in the window. */
function listStretches(stretches: readonly Stretch[], facts: TrendFacts): string {
  const texts = stretches.map((stretch) => describeStretch(stretch, facts));
  return texts.length > MOST_LISTED ? TEXT.times(texts.length, texts.at(-1) ?? '') : TEXT.and(texts);
}

function describeStretch({ from, to }: Stretch, { window, view, now }: TrendFacts): string {
  const isBegun = from.ms <= window.from;
  const goesOn = to.ms >= window.to;
  if (isBegun && goesOn) return TEXT.throughout;
  const begin = tellMoment(from, formatDayMinute(from.ms, now));
  if (isBegun) return TEXT.until(tellMoment(to, formatDayMinute(to.ms, now)));
  if (goesOn) return view.zoom ? TEXT.fromOn(begin) : TEXT.since(begin);
  if (formatDayMinute(from.ms, now) === formatDayMinute(to.ms, now)) return TEXT.moment(begin);
  return TEXT.fromTo(begin, tellMoment(to, formatDayMinuteAfter(to.ms, from.ms, now)));
}

function tellMoment({ isExact }: Moment, text: string): string {
  return isExact ? text : TEXT.about(text);
}
