import type { Alarm } from '@contract/alarm';

export const STATES = ['all', 'open', 'unacknowledged'] as const;
export const PERIODS = ['today', '7d', '30d', 'any'] as const;

export type AlarmState = (typeof STATES)[number];
export type Period = (typeof PERIODS)[number];

/** Which alarms the history shows; the URL holds it. */
export interface HistoryFilter {
  readonly state: AlarmState;
  readonly period: Period;
}

const DAYS: Record<'7d' | '30d', number> = { '7d': 7, '30d': 30 };
const DAY_MS = 24 * 3_600_000;

/** Reads the URL's query; what it doesn't say, or says senselessly, is all of the last 7 days. */
export function parseFilter(query: URLSearchParams): HistoryFilter {
  const state = STATES.find((one) => one === query.get('state')) ?? 'all';
  const period = PERIODS.find((one) => one === query.get('period')) ?? '7d';
  return { state, period };
}

/** From when on alarms were raised (ms since 1970); `undefined` for any time. Today begins at the reader's midnight. */
export function beginningOf(period: Period, nowMs: number): number | undefined {
  switch (period) {
    case 'any':
      return undefined;
    case 'today':
      return new Date(nowMs).setHours(0, 0, 0, 0);
    default:
      return nowMs - DAYS[period] * DAY_MS;
  }
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
