import { Component, computed, input } from '@angular/core';

import { isAhead } from '../formats/durations';
import { AgePipe } from '../formats/pipes';
import { formatDayTime, formatTime } from '../formats/times';
import { freshnessOf } from '../readings/freshness';
import { AGE_TEXT } from '../messages/ages';
import { StatusMarkComponent } from './status-mark.component';

/** How old a reading is, and whether that is too old; its time, as long as its age isn't known. */
@Component({
  selector: 'vw-taken',
  imports: [AgePipe, StatusMarkComponent],
  template: `
    @switch (freshness()) {
      @case ('stale') {
        <span class="stale-word"
          ><vw-status-mark mark="stale" /> <span>{{ text.stale }}</span></span
        >
      }
      @case ('late') {
        <span class="late-mark" [title]="text.late"
          ><vw-status-mark mark="late" /><span class="visually-hidden">{{ text.late }}</span></span
        >
      }
    }
    <time [attr.datetime]="iso()" [title]="time()">
      @if (isLive() && !isAhead()) {
        {{ ageMs() | age }}
      } @else {
        {{ dayTime() }}
      }
    </time>
  `,
  styleUrl: './taken.component.css',
})
export class TakenComponent {
  /** In ms since 1970. */
  readonly atMs = input.required<number>();
  /** The server's time (ms since 1970) for which ages hold. */
  readonly asOf = input.required<number>();
  readonly isLive = input.required<boolean>();
  readonly staleAfterMs = input.required<number>();

  protected readonly text = AGE_TEXT;
  protected readonly ageMs = computed(() => this.asOf() - this.atMs());
  protected readonly isAhead = computed(() => isAhead(this.ageMs()));
  protected readonly freshness = computed(() => freshnessOf(this.ageMs(), this.staleAfterMs()));
  protected readonly iso = computed(() => new Date(this.atMs()).toISOString());
  protected readonly time = computed(() => formatTime(this.atMs()));
  protected readonly dayTime = computed(() => formatDayTime(this.atMs()));
}
