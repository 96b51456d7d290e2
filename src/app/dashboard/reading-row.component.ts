import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

import { AlarmBoard } from '../alarms/alarm-board';
import { freshnessOf } from '../readings/freshness';
import type { Person } from '../readings/person';
import { TemperaturePipe } from '../formats/pipes';
import { personHref } from '../routing/links';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { STATUS_WORDS } from '../messages/words';
import { SparklineComponent } from './sparkline.component';
import { StatusMarkComponent } from '../readings/status-mark.component';
import { ReadingAgeComponent } from '../readings/reading-age.component';

/** As long as the style sheet's animation. */
const MARKED_MS = 1_600;

/** A person's row, and the way to their page. What has just changed is highlighted for a moment. */
@Component({
  selector: 'vw-reading-row',
  imports: [SparklineComponent, StatusMarkComponent, ReadingAgeComponent, TemperaturePipe],
  templateUrl: './reading-row.component.html',
  styleUrl: './reading-row.component.css',
  host: {
    role: 'row',
    '[attr.aria-rowindex]': 'position()',
    '[attr.data-status]': 'reading().status',
    '[class.stale]': 'freshness() === "stale"',
    '[class.changed-once]': 'mark() === "once"',
    '[class.changed-again]': 'mark() === "again"',
    '(animationend)': 'removeMark()',
  },
})
export class ReadingRowComponent {
  private readonly board = inject(AlarmBoard);

  readonly person = input.required<Person>();
  /** The row's place in the whole table, its head included; the first is 1. */
  readonly position = input.required<number>();
  readonly unit = input.required<TemperatureUnit>();
  /** The server's time (ms since 1970) for which ages hold. */
  readonly asOf = input.required<number>();
  readonly isLive = input.required<boolean>();
  readonly staleAfterMs = input.required<number>();
  /** Whether it is this row that the Tab key comes to. */
  readonly isReached = input(false);

  protected readonly reading = computed(() => this.person().latest());
  protected readonly href = computed(() => personHref(this.reading().rfid));
  /** Whose word it is that somebody sees to the alarm. */
  protected readonly seen = computed(() => this.board.seen().get(this.reading().alarm ?? ''));
  protected readonly seenWord = DASHBOARD_TEXT.row.seen;
  protected readonly title = computed(() => {
    const { name } = this.reading();
    const seen = this.seen();
    return seen ? DASHBOARD_TEXT.row.seenBy(name, seen.by, Date.parse(seen.at)) : name;
  });
  protected readonly freshness = computed(() =>
    freshnessOf(this.asOf() - this.reading().takenAtMs, this.staleAfterMs()),
  );
  protected readonly statusWord = computed(() => STATUS_WORDS[this.reading().status]);
  /** Two names in turn: an animation starts over only under another name. A row that scrolls into view has not changed. */
  protected readonly mark = linkedSignal<{ person: Person; reading: unknown }, 'none' | 'once' | 'again'>({
    source: () => ({ person: this.person(), reading: this.reading() }),
    computation: ({ person }, before) => {
      if (performance.now() - person.changedAt >= MARKED_MS) return 'none';
      return before?.value === 'once' ? 'again' : 'once';
    },
  });

  /** A row that kept its mark would show it again whenever the list puts it elsewhere. */
  protected removeMark(): void {
    this.mark.set('none');
  }
}
