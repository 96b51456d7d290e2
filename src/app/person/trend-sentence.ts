import type { Alarm, AlarmKind } from '@contract/alarm';
import type { TemperatureUnit } from '@contract/temperature';

import { formatDuration } from '../formats/durations';
import { formatCelsius, formatDegrees } from '../formats/temperatures';
import { formatDayMinute, formatDayMinuteAfter } from '../formats/times';
import type { TrendBucket, TrendSeries } from '../readings/trend.api';
import { PERSON_TEXT } from '../messages/person';
import { formatList } from '../messages/language';
import { recentChangeOf } from './recent-change';
import type { PersonView } from './person-view';
import type { Thresholds } from './chart-axes';
import type { TimeWindow } from './time-window';
import { emptyPeriodsIn, type TrendReading } from './trend-series';

/** Input of `describeTrend`. */
export interface TrendFacts {
  readonly view: PersonView;
  readonly window: TimeWindow;
  /** Only the buckets of the window. */
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

/** A time in ms since 1970; one that isn't exact is shown as "about". */
interface Moment {
  readonly ms: number;
  readonly isExact: boolean;
}

interface Period {
  readonly from: Moment;
  readonly to: Moment;
}

const TEXT = PERSON_TEXT.sentence;

const MINUTE_MS = 60_000;
/** Maximum number of periods to list. A longer list is replaced with its length and its latest period. */
const MAX_LISTED = 3;

/** Describes the trend for users who don't see the chart: "In the last 24 hours: 36.4 to 39.2 °C, now 38.6 °C, rising: 38.1 → 38.6 °C within 15 min; fever since 16:02." */
export function describeTrend(facts: TrendFacts): string {
  const when = describeWindow(facts);
  if (facts.series.buckets.length === 0) return TEXT.none(when);
  const conditions = (['fever', 'hypothermia'] as const).map((kind) => describeCondition(kind, facts));
  const parts = [describeTemperatures(facts), ...conditions, describeGaps(facts)];
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
 * Explains readings beyond a threshold without an alarm: "Some readings were above 38.0 °C. Readings that arrive late raise no
 * alarm." Returns `''` if there are none.
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
  return `${span}, ${TEXT.now(formatCelsius(latest.celsius, unit))}${describeRecentChange(facts, latest)}`;
}

/** ", falling: 38.2 → 37.9 °C within 12 min", in whole minutes, rounded up. */
function describeRecentChange({ recent, now, unit }: TrendFacts, latest: TrendReading): string {
  const recentChange = recentChangeOf(recent, latest, now);
  if (!recentChange) return '';
  const change = TEXT.change(formatDegrees(recentChange.from, unit), formatCelsius(latest.celsius, unit));
  const within = formatDuration(Math.ceil(recentChange.withinMs / MINUTE_MS) * MINUTE_MS);
  return TEXT.recentChange(recentChange.direction, change, within);
}

function describeCondition(kind: AlarmKind, facts: TrendFacts): string {
  const alarms = facts.alarms.filter((alarm) => alarm.kind === kind).reverse();
  const periods = alarms.map(({ raisedAt, endedAt }) => ({
    from: { ms: Date.parse(raisedAt), isExact: true },
    to: { ms: endedAt === undefined ? Infinity : Date.parse(endedAt), isExact: true },
  }));
  return describePeriods(periods, facts, {
    listed: (when) => TEXT.condition(kind, when),
    counted: (count, latest) => TEXT.conditions(kind, count, latest),
  });
}

function describeGaps(facts: TrendFacts): string {
  const { series, latest, window } = facts;
  const { bucketMs, buckets } = series;
  const periods = emptyPeriodsIn(series, window).map(({ from, to }): Period => {
    const before = buckets.find(({ atMs }) => atMs + bucketMs === from);
    const after = buckets.find(({ atMs }) => atMs === to);
    return {
      from: before ? readingIn(before, bucketMs, latest) : { ms: from, isExact: true },
      to: after ? readingIn(after, bucketMs, after.count === 1 ? latest : undefined) : { ms: to, isExact: true },
    };
  });
  return describePeriods(periods, facts, { listed: TEXT.gap, counted: TEXT.gaps });
}

/** Returns the time of `known` if that reading is in the bucket, otherwise the middle of the bucket. */
function readingIn({ atMs }: TrendBucket, bucketMs: number, known: TrendReading | undefined): Moment {
  if (known && known.takenAtMs >= atMs && known.takenAtMs < atMs + bucketMs) {
    return { ms: known.takenAtMs, isExact: true };
  }
  // Times are shown in minutes: the start of so short a bucket is exact enough.
  if (bucketMs <= MINUTE_MS) return { ms: atMs, isExact: true };
  return { ms: atMs + bucketMs / 2, isExact: false };
}

/** Describes periods, earliest first, clipped to the window; `''` without any. */
function describePeriods(
  periods: readonly Period[],
  facts: TrendFacts,
  forms: {
    readonly listed: (when: string) => string;
    readonly counted: (count: number, latest: string) => string;
  },
): string {
  const texts = periods.map((period) => describePeriod(period, facts));
  if (texts.length === 0) return '';
  return texts.length > MAX_LISTED ? forms.counted(texts.length, texts.at(-1) ?? '') : forms.listed(formatList(texts));
}

function describePeriod({ from, to }: Period, { window, view, now }: TrendFacts): string {
  const startedBefore = from.ms <= window.from;
  const endsLater = to.ms >= window.to;
  if (startedBefore && endsLater) return TEXT.throughout;
  const begin = formatMoment(from, formatDayMinute(from.ms, now));
  if (startedBefore) return TEXT.until(formatMoment(to, formatDayMinute(to.ms, now)));
  if (endsLater) return view.zoom ? TEXT.fromOn(begin) : TEXT.since(begin);
  if (formatDayMinute(from.ms, now) === formatDayMinute(to.ms, now)) return TEXT.moment(begin);
  return TEXT.fromTo(begin, formatMoment(to, formatDayMinuteAfter(to.ms, from.ms, now)));
}

function formatMoment({ isExact }: Moment, text: string): string {
  return isExact ? text : TEXT.about(text);
}
