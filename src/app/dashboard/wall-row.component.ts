import { Component, computed, inject, input } from '@angular/core';

import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { UnitStore } from '../readings/unit.store';
import { TemperaturePipe } from '../formats/pipes';
import { STATUS_WORDS } from '../messages/words';
import { SparklineComponent } from './sparkline.component';
import { StatusMarkComponent } from '../readings/status-mark.component';
import { ReadingAgeComponent } from '../readings/reading-age.component';

/** A person's row on a wall display, readable from a distance. */
@Component({
  selector: 'vw-wall-row',
  imports: [SparklineComponent, StatusMarkComponent, ReadingAgeComponent, TemperaturePipe],
  template: `
    <span role="rowheader" class="name">{{ reading().name }}</span>
    <span role="cell" class="temperature">{{ reading().temperature | temperature: unit() }}</span>
    <span role="cell" class="hour"><vw-sparkline [person]="person()" /></span>
    <span role="cell" class="status"><vw-status-mark [mark]="reading().status" /> {{ statusWord() }}</span>
    <span role="cell" class="taken">
      <vw-reading-age [takenAtMs]="reading().takenAtMs" />
    </span>
  `,
  styleUrl: './wall-row.component.css',
  host: {
    role: 'row',
    '[attr.aria-rowindex]': 'position()',
    '[attr.data-status]': 'reading().status',
    '[class.stale]': 'isStale()',
  },
})
export class WallRowComponent {
  private readonly store = inject(ReadingsStore);

  readonly person = input.required<Person>();
  /** Row number in the whole table, counting the header as 1. */
  readonly position = input.required<number>();

  protected readonly unit = inject(UnitStore).unit;
  protected readonly reading = computed(() => this.person().latest());
  protected readonly statusWord = computed(() => STATUS_WORDS[this.reading().status]);
  protected readonly isStale = computed(() => this.store.freshnessOf(this.reading().takenAtMs) === 'stale');
}
