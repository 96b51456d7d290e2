import { Component, computed, inject, input } from '@angular/core';

import { isAhead } from '../formats/durations';
import { AgePipe } from '../formats/pipes';
import { formatDayTime, formatTime } from '../formats/times';
import { AGE_TEXT } from '../messages/words';
import { ReadingsStore } from './readings.store';
import { StatusMarkComponent } from './status-mark.component';

/** The age of a reading, marked if it is late or stale. Shows the time instead while the age is unknown. */
@Component({
  selector: 'vw-reading-age',
  imports: [AgePipe, StatusMarkComponent],
  template: `
    @switch (freshness()) {
      @case ('stale') {
        <span class="stale"
          ><vw-status-mark mark="stale" /> <span>{{ text.stale }}</span></span
        >
      }
      @case ('late') {
        <span class="late" [title]="text.late"
          ><vw-status-mark mark="late" /><span class="visually-hidden">{{ text.late }}</span></span
        >
      }
    }
    <time [attr.datetime]="iso()" [title]="time()">
      @if (store.isLive() && !isAhead()) {
        {{ ageMs() | age }}
      } @else {
        {{ dayTime() }}
      }
    </time>
  `,
  styles: `
    .stale {
      margin-inline-end: 0.5rem;
      color: var(--waiting);
      font-weight: 600;
    }

    .stale > span {
      margin-inline-start: 0.3rem;
    }

    .late {
      margin-inline-end: 0.3rem;
      color: var(--waiting);
    }

    /* Narrow screens show only the mark. */
    @media screen and (max-width: 48rem) {
      .stale {
        margin-inline-end: 0.3rem;
      }

      .stale > span {
        position: absolute;
        clip-path: inset(50%);
      }
    }
  `,
})
export class ReadingAgeComponent {
  protected readonly store = inject(ReadingsStore);

  /** Time of the reading in ms since 1970. */
  readonly takenAtMs = input.required<number>();

  protected readonly text = AGE_TEXT;
  protected readonly ageMs = computed(() => this.store.asOf() - this.takenAtMs());
  protected readonly isAhead = computed(() => isAhead(this.ageMs()));
  protected readonly freshness = computed(() => this.store.freshnessOf(this.takenAtMs()));
  protected readonly iso = computed(() => new Date(this.takenAtMs()).toISOString());
  protected readonly time = computed(() => formatTime(this.takenAtMs()));
  protected readonly dayTime = computed(() => formatDayTime(this.takenAtMs()));
}
