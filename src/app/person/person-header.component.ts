import { Component, computed, inject, input } from '@angular/core';

import { StatusMarkComponent } from '../dashboard/status-mark.component';
import { AgePipe } from '../readings/age.pipe';
import { formatTime, isAhead } from '../readings/formats';
import { freshnessOf } from '../readings/freshness';
import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { TemperaturePipe } from '../readings/temperature.pipe';
import { TimePipe } from '../readings/time.pipe';
import { UnitStore } from '../readings/unit.store';
import { AGE_TEXT } from '../texts/ages';
import { PERSON_TEXT } from '../texts/person';

/** Who it is, and how they are now. */
@Component({
  selector: 'vw-person-header',
  imports: [AgePipe, StatusMarkComponent, TemperaturePipe, TimePipe],
  templateUrl: './person-header.component.html',
  styleUrl: './person-header.component.css',
  host: { '[attr.data-status]': 'reading().status', '[class.stale]': 'freshness() === "stale"' },
})
export class PersonHeaderComponent {
  private readonly store = inject(ReadingsStore);
  private readonly server = inject(ServerStore);

  readonly person = input.required<Person>();

  protected readonly text = PERSON_TEXT;
  protected readonly ages = AGE_TEXT;
  protected readonly unit = inject(UnitStore).unit;
  protected readonly reading = computed(() => this.person().latest());
  protected readonly isLive = this.store.isLive;
  protected readonly ageMs = computed(() => this.store.asOf() - this.reading().takenAtMs);
  protected readonly isAhead = computed(() => isAhead(this.ageMs()));
  protected readonly freshness = computed(() => freshnessOf(this.ageMs(), this.server.status().staleAfterMs));
  protected readonly status = computed(() => this.text.now.statuses[this.reading().status]);
  protected readonly asOf = computed(() => this.ages.asOf(formatTime(this.reading().takenAtMs)));
}
