import { DestroyRef, effect, inject, Service, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Alarm } from '@contract/alarm';
import { Subject } from 'rxjs';

import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { AlarmsStore } from './alarms.store';
import { CallGatherer } from './call-gatherer';
import { ReminderRounds } from './reminder-rounds';

/** Something that the operator must hear of now, in every way that is turned on. */
export interface AlarmCall {
  readonly kind: 'new' | 'reminder';
  /** At least one. None is acknowledged. */
  readonly alarms: readonly Alarm[];
}

/** Calls for attention: for new alarms, summed up, and again for those that nobody acknowledges in time. */
@Service()
export class AlarmCalls {
  private readonly store = inject(AlarmsStore);
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);

  private readonly rounds = new ReminderRounds();
  private readonly gatherer = new CallGatherer((alarms) => this.callForNew(alarms));
  private readonly callsSubject = new Subject<AlarmCall>();

  readonly calls = this.callsSubject.asObservable();

  constructor() {
    this.store.arrivals.pipe(takeUntilDestroyed()).subscribe((alarms) => this.gatherer.add(alarms));
    inject(DestroyRef).onDestroy(() => this.gatherer.close());
    effect(() => this.remind());
  }

  private callForNew(alarms: readonly Alarm[]): void {
    const waiting = new Map(this.store.waiting().map(({ alarm }) => [alarm.alarm, alarm]));
    // A replay brings alarms that somebody has acknowledged since.
    const still = alarms.map(({ alarm }) => waiting.get(alarm)).filter((alarm) => alarm !== undefined);
    if (still.length > 0) this.callsSubject.next({ kind: 'new', alarms: still });
  }

  /** While the stream isn't live, nobody here knows what has been acknowledged; a table that is paused holds no alarm back. */
  private remind(): void {
    const due = this.rounds.next(
      this.store.waiting(),
      this.readings.knownUntil(),
      this.server.status().alarmReminderMs,
    );
    if (due.length > 0) untracked(() => this.callsSubject.next({ kind: 'reminder', alarms: due }));
  }
}
