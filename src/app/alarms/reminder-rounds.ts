import type { Alarm } from '@contract/alarm';

import type { WaitingAlarm } from './waiting-times';

/** Alarms that come one by one would otherwise remind one by one, too: what falls due meanwhile is summed up. */
const CLOSEST_ROUNDS_MS = 15_000;

/** When alarms that nobody acknowledges remind of themselves: after `everyMs`, and then again and again. */
export class ReminderRounds {
  private remindedAtMs = new Map<string, number>();
  private lastRoundMs = -Infinity;

  /** Those that remind now; times are the server's (ms since 1970). To be asked every second or so. */
  next(waiting: readonly WaitingAlarm[], nowMs: number, everyMs: number): readonly Alarm[] {
    const before = this.remindedAtMs;
    // A time ahead is that of a server clock that was set back: waiting for it would keep the alarm silent until then.
    this.lastRoundMs = Math.min(this.lastRoundMs, nowMs);
    this.remindedAtMs = new Map(
      waiting.map(({ alarm, sinceMs }) => {
        const remindedAtMs = before.get(alarm.alarm) ?? lastRound(sinceMs, nowMs, everyMs);
        return [alarm.alarm, Math.min(remindedAtMs, nowMs)];
      }),
    );
    if (nowMs - this.lastRoundMs < Math.min(everyMs, CLOSEST_ROUNDS_MS)) return [];
    const due = waiting.filter(({ alarm }) => nowMs - (this.remindedAtMs.get(alarm.alarm) ?? nowMs) >= everyMs);
    for (const { alarm } of due) this.remindedAtMs.set(alarm.alarm, nowMs);
    if (due.length > 0) this.lastRoundMs = nowMs;
    return due.map(({ alarm }) => alarm);
  }
}

/** An alarm that is first seen when it is overdue already has reminded others: here it joins their rounds. */
function lastRound(sinceMs: number, nowMs: number, everyMs: number): number {
  return sinceMs + Math.max(0, Math.floor((nowMs - sinceMs) / everyMs)) * everyMs;
}
