import { Component, computed, inject, input } from '@angular/core';

import { AcknowledgeButtonComponent } from '../alarms/acknowledge-button.component';
import { AlarmBoard } from '../alarms/alarm-board';
import { StatusMarkComponent } from '../readings/status-mark.component';
import { ReadingAgeComponent } from '../readings/reading-age.component';
import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { TemperaturePipe } from '../formats/pipes';
import { UnitStore } from '../readings/unit.store';
import { PERSON_TEXT } from '../messages/person';

/** Name and current temperature. */
@Component({
  selector: 'vw-person-header',
  imports: [AcknowledgeButtonComponent, StatusMarkComponent, ReadingAgeComponent, TemperaturePipe],
  templateUrl: './person-header.component.html',
  styleUrl: './person-header.component.css',
  host: { '[attr.data-status]': 'reading().status', '[class.stale]': 'isStale()' },
})
export class PersonHeaderComponent {
  private readonly store = inject(ReadingsStore);
  private readonly board = inject(AlarmBoard);

  readonly person = input.required<Person>();

  protected readonly text = PERSON_TEXT;
  protected readonly unit = inject(UnitStore).unit;
  protected readonly reading = computed(() => this.person().latest());
  /** The latest unacknowledged alarm, open or ended. */
  protected readonly alarm = computed(
    () => this.board.waiting().find(({ alarm }) => alarm.rfid === this.reading().rfid)?.alarm,
  );
  protected readonly isStale = computed(() => this.store.freshnessOf(this.reading().takenAtMs) === 'stale');
  protected readonly status = computed(() => this.text.now.statuses[this.reading().status]);
}
