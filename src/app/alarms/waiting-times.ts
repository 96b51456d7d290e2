import type { Alarm } from '@contract/alarm';

/** An alarm that nobody has acknowledged, and since when it waits for that (ms since 1970, the server's time). */
export interface WaitingAlarm {
  readonly alarm: Alarm;
  readonly sinceMs: number;
}

/** A reading is usually there in a moment. When it took longer, nobody could have seen its alarm before. */
const LONGEST_WAY_MS = 60_000;

/** Since when alarms wait: since they were raised, or, where the reading that raised one came late, since it came. */
export class WaitingTimes {
  private learntAtMs = new Map<string, number>();

  /** The stream has just brought the reading that raised it; `nowMs` is the server's time. */
  learn({ alarm, raisedAt }: Alarm, nowMs: number): void {
    if (nowMs - Date.parse(raisedAt) > LONGEST_WAY_MS) this.learntAtMs.set(alarm, nowMs);
  }

  /** Of these; the others are forgotten. */
  of(alarms: readonly Alarm[]): readonly WaitingAlarm[] {
    const before = this.learntAtMs;
    this.learntAtMs = new Map();
    return alarms.map((alarm) => {
      const learntAtMs = before.get(alarm.alarm);
      if (learntAtMs !== undefined) this.learntAtMs.set(alarm.alarm, learntAtMs);
      return { alarm, sinceMs: learntAtMs ?? Date.parse(alarm.raisedAt) };
    });
  }
}
