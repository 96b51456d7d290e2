import { Component, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import type { Alarm } from '@contract/alarm';

import { StatusMarkComponent } from '../readings/status-mark.component';
import { ReadingsStore } from '../readings/readings.store';
import { TemperaturePipe, TimePipe } from '../formats/pipes';
import { UnitStore } from '../readings/unit.store';
import { Address } from '../routing/address';
import { personHref, UNACKNOWLEDGED_HREF } from '../routing/links';
import { SessionStore } from '../sign-in/session.store';
import { ALARMS_TEXT, KIND_WORDS } from '../messages/alarms';
import { AcknowledgeButtonComponent } from './acknowledge-button.component';
import { AcknowledgingStore } from './acknowledging.store';
import { AlarmHistoryStore } from './alarm-history.store';
import { AlarmsStore } from './alarms.store';
import { beginningOf, parseFilter, PERIODS, STATES } from './history-filter';

/** Each of them has to be looked at before all are acknowledged together. */
const MOST_TOGETHER = 50;

const TEXT = ALARMS_TEXT.history;

/** The alarms there were and are: how long, how far, and who has seen them. */
@Component({
  selector: 'vw-alarm-history',
  imports: [AcknowledgeButtonComponent, StatusMarkComponent, TemperaturePipe, TimePipe],
  providers: [AlarmHistoryStore],
  templateUrl: './alarm-history.component.html',
  styleUrl: './alarm-history.component.css',
})
export class AlarmHistoryComponent {
  protected readonly store = inject(AlarmHistoryStore);
  protected readonly pending = inject(AlarmsStore);
  protected readonly acknowledging = inject(AcknowledgingStore);
  protected readonly address = inject(Address);
  private readonly readings = inject(ReadingsStore);
  protected readonly unit = inject(UnitStore).unit;

  protected readonly mayOperate = inject(SessionStore).mayOperate;
  protected readonly text = TEXT;
  protected readonly acknowledgeText = ALARMS_TEXT.acknowledge;
  protected readonly states = STATES.map((name) => ({ name, label: TEXT.states[name] }));
  protected readonly periods = PERIODS.map((name) => ({ name, label: TEXT.periods[name] }));
  protected readonly filter = computed(() => parseFilter(this.address.query()), {
    equal: (a, b) => a.state === b.state && a.period === b.period,
  });
  protected readonly rows = computed(() => this.store.alarms().map(describe));
  protected readonly count = computed(() => TEXT.count(this.rows().length, this.store.hasMore()));
  protected readonly loadedCount = linkedSignal<boolean, string>({
    source: this.store.isLoaded,
    computation: (isLoaded) => (isLoaded ? untracked(this.count) : ''),
  });
  protected readonly now = this.readings.knownUntil;
  protected readonly unacknowledgedHref = UNACKNOWLEDGED_HREF;
  /** Those that wait from before the time that is chosen. */
  protected readonly older = computed(() => {
    const from = beginningOf(this.filter().period, this.now());
    if (from === undefined) return 0;
    return this.pending.waiting().filter(({ alarm }) => Date.parse(alarm.raisedAt) < from).length;
  });
  protected readonly together = computed(() => {
    const alarms = this.filter().state === 'unacknowledged' ? this.store.alarms().slice(0, MOST_TOGETHER) : [];
    return alarms.length > 1 ? alarms : [];
  });

  constructor() {
    effect(() => {
      const filter = this.filter();
      untracked(() => this.store.choose(filter));
    });
  }
}

/** An alarm as a row shows it. */
function describe(alarm: Alarm) {
  const { raisedAt, endedAt, acknowledged } = alarm;
  const raisedAtMs = Date.parse(raisedAt);
  const seenAtMs = Date.parse(acknowledged?.at ?? '');
  return {
    alarm,
    raisedAtMs,
    kind: KIND_WORDS[alarm.kind].title,
    href: personHref(alarm.rfid),
    duration: endedAt === undefined ? undefined : TEXT.lasted(Date.parse(endedAt) - raisedAtMs),
    seen: acknowledged && { by: TEXT.by(acknowledged.by, seenAtMs), after: TEXT.after(seenAtMs - raisedAtMs) },
    note: acknowledged?.note ?? '',
  };
}
