import type { Alarm } from '@contract/alarm';

export const STATES = ['all', 'open', 'unacknowledged'] as const;
export const PERIODS = ['12h', '24h', '7d', '30d', 'any'] as const;

export type AlarmState = (typeof STATES)[number];
export type Period = (typeof PERIODS)[number];

/** Which alarms the history shows; the URL holds it. */
export interface HistoryFilter {
  readonly state: AlarmState;
  readonly period: Period;
}

const HOURS: Record<Exclude<Period, 'any'>, number> = { '12h': 12, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };
const HOUR_MS = 3_600_000;

/** Reads the URL's query; what it doesn't say, or says senselessly, is all of the last 7 days. */
export function parseFilter(query: URLSearchParams): HistoryFilter {
  const state = STATES.find((one) => one === query.get('state')) ?? 'all';
  const period = PERIODS.find((one) => one === query.get('period')) ?? '7d';
  return { state, period };
}

/** From when on alarms were raised (ms since 1970); `undefined` for any time. Never midnight: a night shift goes through it. */
export function beginningOf(period: Period, nowMs: number): number | undefined {
  return period === 'any' ? undefined : nowMs - HOURS[period] * HOUR_MS;
}

/** Whether an alarm is in this state. */
export function isInState({ endedAt, acknowledged }: Alarm, state: AlarmState): boolean {
  switch (state) {
    case 'all':
      return true;
    case 'open':
      return endedAt === undefined;
    case 'unacknowledged':
      return acknowledged === undefined;
  }
}
