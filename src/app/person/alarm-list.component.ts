import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { Alarm } from '@contract/alarm';

import { AcknowledgeButtonComponent } from '../alarms/acknowledge-button.component';
import { StatusMarkComponent } from '../readings/status-mark.component';
import { formatDuration } from '../formats/durations';
import { TemperaturePipe } from '../formats/pipes';
import { formatDayMinute, formatDayMinuteAfter } from '../formats/times';
import { ReadingsStore } from '../readings/readings.store';
import { UnitStore } from '../readings/unit.store';
import { PERSON_TEXT } from '../messages/person';

const TEXT = PERSON_TEXT.alarms;

/** Number of alarms shown at first; there may be hundreds. */
const SHOWN = 10;

/** List of alarms with their details. */
@Component({
  selector: 'vw-alarm-list',
  imports: [AcknowledgeButtonComponent, StatusMarkComponent, TemperaturePipe],
  templateUrl: './alarm-list.component.html',
  styleUrl: './alarm-list.component.css',
})
export class AlarmListComponent {
  private readonly store = inject(ReadingsStore);

  /** Newest first. */
  readonly alarms = input.required<readonly Alarm[]>();
  /** Whether there may be older alarms. */
  readonly isBounded = input.required<boolean>();

  protected readonly text = TEXT;
  protected readonly unit = inject(UnitStore).unit;
  /** Now, rounded down to a minute: times of today are shown without a date. */
  private readonly minute = computed(() => Math.floor(this.store.asOf() / 60_000) * 60_000);
  protected readonly areAllShown = linkedSignal({ source: () => this.alarms()[0]?.rfid, computation: () => false });
  protected readonly shown = computed(() => {
    const alarms = this.areAllShown() ? this.alarms() : this.alarms().slice(0, SHOWN);
    return alarms.map((alarm) => describe(alarm, this.minute()));
  });

  protected lastsSoFar(alarm: Alarm): string {
    return durationOf(alarm.raisedAt, this.store.asOf());
  }
}

function describe(alarm: Alarm, now: number) {
  const { raisedAt, endedAt, acknowledged } = alarm;
  const raisedAtMs = Date.parse(raisedAt);
  const endedAtMs = endedAt === undefined ? undefined : Date.parse(endedAt);
  return {
    alarm,
    raised: formatDayMinute(raisedAtMs, now),
    ended: endedAtMs === undefined ? undefined : formatDayMinuteAfter(endedAtMs, raisedAtMs, now),
    lasted: endedAtMs === undefined ? undefined : durationOf(raisedAt, endedAtMs),
    acknowledged: acknowledged && TEXT.by(acknowledged.by, formatDayMinute(Date.parse(acknowledged.at), now)),
  };
}

function durationOf(raisedAt: string, endMs: number): string {
  const ms = endMs - Date.parse(raisedAt);
  return ms < 1_000 ? TEXT.moment : formatDuration(ms);
}
