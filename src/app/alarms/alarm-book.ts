import type { Acknowledgement, Alarm } from '@contract/alarm';
import { parseTemperature, toCelsius } from '@contract/temperature';

import { readEventPosition } from '../sse/event-position';
import type { AlarmChange } from './alarm-change';

/** Whether a change was news, and whether the alarm that it is about was known at all. */
export type Taken = 'changed' | 'known' | 'unknown';

/** Alarms that satisfy `isWanted`, brought up to date change by change. Taking a change twice does no more than taking it once. */
export class AlarmBook {
  private readonly isWanted: (alarm: Alarm) => boolean;
  private readonly byId = new Map<string, Alarm>();

  constructor(isWanted: (alarm: Alarm) => boolean) {
    this.isWanted = isWanted;
  }

  get size(): number {
    return this.byId.size;
  }

  get(id: string): Alarm | undefined {
    return this.byId.get(id);
  }

  /** All of them, the latest raised first. */
  newestFirst(): Alarm[] {
    return [...this.byId.values()].sort(compareNewestFirst);
  }

  clear(): void {
    this.byId.clear();
  }

  /** Takes an alarm as the server has it, unless it isn't wanted. */
  put(alarm: Alarm): void {
    if (this.isWanted(alarm)) this.byId.set(alarm.alarm, alarm);
    else this.byId.delete(alarm.alarm);
  }

  /** Forgets all but the `most` latest. Whether some were forgotten. */
  trim(most: number): boolean {
    if (this.byId.size <= most) return false;
    for (const { alarm } of this.newestFirst().slice(most)) this.byId.delete(alarm);
    return true;
  }

  take(change: AlarmChange): Taken {
    switch (change.kind) {
      case 'raised':
        return this.raise(change.alarm);
      case 'carried':
        return this.update(change.alarm, (alarm) => withReading(alarm, change.temperature));
      case 'ended':
        return this.update(change.alarm, (alarm) => withEnd(alarm, change.at));
      case 'acknowledged':
        return this.update(change.acknowledgement.alarm, (alarm) => withSeen(alarm, change.acknowledgement));
    }
  }

  private raise(alarm: Alarm): Taken {
    if (this.byId.has(alarm.alarm)) return 'known';
    this.put(alarm);
    return this.byId.has(alarm.alarm) ? 'changed' : 'known';
  }

  private update(id: string, next: (alarm: Alarm) => Alarm): Taken {
    const before = this.byId.get(id);
    if (!before) return 'unknown';
    const after = next(before);
    if (after === before) return 'known';
    this.put(after);
    return 'changed';
  }
}

/** By the time of raising; what was raised at the same time, by its place in the log. */
export function compareNewestFirst(a: Alarm, b: Alarm): number {
  if (a.raisedAt !== b.raisedAt) return a.raisedAt < b.raisedAt ? 1 : -1;
  return sequenceOf(b) - sequenceOf(a);
}

function sequenceOf({ alarm }: Alarm): number {
  return readEventPosition(alarm)?.sequence ?? 0;
}

/** After one more of its readings, as the server has it: the peak follows them, the name stays that of the one that raised it. */
export function withReading(alarm: Alarm, temperature: string): Alarm {
  return isFurtherOut(alarm, temperature) ? { ...alarm, peak: temperature } : alarm;
}

/** Higher for a fever, lower for a hypothermia. */
function isFurtherOut({ kind, peak }: Alarm, temperature: string): boolean {
  const next = parseTemperature(temperature);
  const before = parseTemperature(peak);
  if (!next || !before) return false;
  const difference = toCelsius(next) - toCelsius(before);
  return kind === 'fever' ? difference > 0 : difference < 0;
}

function withEnd(alarm: Alarm, endedAt: string): Alarm {
  return alarm.endedAt === undefined ? { ...alarm, endedAt } : alarm;
}

/** The first acknowledgement counts. */
function withSeen(alarm: Alarm, { at, by, note }: Acknowledgement): Alarm {
  return alarm.acknowledged ? alarm : { ...alarm, acknowledged: { at, by, note } };
}
