import type { Alarm, AlarmKind } from '@contract/alarm';
import type { TemperatureUnit } from '@contract/temperature';

import { formatDuration } from '../readings/durations';
import { formatCelsius, formatDegrees, formatDayMinute, formatDayMinuteAfter } from '../readings/trend-formats';
import type { TrendSeries } from '../readings/trend.api';
import { PERSON_TEXT } from '../texts/person';
import { courseOf } from './course';
import type { PersonView } from './person-view';
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
  /** By the server's clock, ms since 1970. */
  readonly now: number;
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
    from: Date.parse(raisedAt),
    to: endedAt === undefined ? Infinity : Date.parse(endedAt),
  }));
  return stretches.length === 0 ? '' : TEXT.condition(kind, listStretches(stretches, facts));
}

function describeSilences(facts: TrendFacts): string {
  const stretches = silencesIn(facts.series, facts.window);
  return stretches.length === 0 ? '' : TEXT.noReading(listStretches(stretches, facts));
}

/** Stretches of time, earliest first, each as far as it lies in the window. */
function listStretches(stretches: readonly TimeWindow[], facts: TrendFacts): string {
  const texts = stretches.map((stretch) => describeStretch(stretch, facts));
  return texts.length > MOST_LISTED ? TEXT.times(texts.length, texts.at(-1) ?? '') : TEXT.and(texts);
}

function describeStretch({ from, to }: TimeWindow, { window, view, now }: TrendFacts): string {
  const isBegun = from <= window.from;
  const goesOn = to >= window.to;
  if (isBegun && goesOn) return TEXT.throughout;
  if (isBegun) return TEXT.until(formatDayMinute(to, now));
  if (!goesOn) return TEXT.fromTo(formatDayMinute(from, now), formatDayMinuteAfter(to, from, now));
  return view.zoom ? TEXT.fromOn(formatDayMinute(from, now)) : TEXT.since(formatDayMinute(from, now));
}
