import { computed, Service, signal } from '@angular/core';
import type { Alarm, AlarmKind } from '@contract/alarm';

import type { WaitingAlarm } from './waiting-times';

/** Who has acknowledged an alarm, when and with what note. */
export type Seen = NonNullable<Alarm['acknowledged']>;

/** What the store of the alarms knows, for pages that are there before it: until it has come and been told, nothing. */
@Service()
export class AlarmBoard {
  /** Those that nobody has acknowledged, the latest raised first. */
  readonly waiting = signal<readonly WaitingAlarm[]>([]);
  /** Whether more wait than those. */
  readonly hasMore = signal(false);
  /** Who has acknowledged the alarms that are open and known to be acknowledged, by the alarm's id. */
  readonly seen = signal<ReadonlyMap<string, Seen>>(new Map());
  /** How many of those that wait are open. */
  readonly openWaiting = computed(() => {
    const counts: Record<AlarmKind, number> = { fever: 0, hypothermia: 0 };
    for (const { alarm } of this.waiting()) if (alarm.endedAt === undefined) counts[alarm.kind] += 1;
    return counts;
  });
}
