import { Component, computed, inject, input, linkedSignal } from '@angular/core';

import { AlarmBoard } from '../alarms/alarm-board';
import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { UnitStore } from '../readings/unit.store';
import { TemperaturePipe } from '../formats/pipes';
import { personHref } from '../routing/links';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { STATUS_WORDS } from '../messages/words';
import { SparklineComponent } from './sparkline.component';
import { StatusMarkComponent } from '../readings/status-mark.component';
import { ReadingAgeComponent } from '../readings/reading-age.component';

/** Duration of the highlight. The style sheet's animation takes as long. */
const HIGHLIGHT_MS = 1_600;

/** A person's row, which links to their page. It is highlighted for a moment when it changes. */
@Component({
  selector: 'vw-reading-row',
  imports: [SparklineComponent, StatusMarkComponent, ReadingAgeComponent, TemperaturePipe],
  template: `
    <span role="rowheader" class="name">
      <a [href]="href()" [tabindex]="isTabStop() ? 0 : -1" [title]="title()">{{ reading().name }}</a>
    </span>
    <span role="cell" class="tag">{{ reading().rfid }}</span>
    <span role="cell" class="temperature">{{ reading().temperature | temperature: unit() }}</span>
    <span role="cell" class="hour"><vw-sparkline [person]="person()" /></span>
    <span role="cell" class="status"
      ><vw-status-mark [mark]="reading().status" /> {{ statusWord() }}
      @if (acknowledgement()) {
        <span class="acknowledged"
          >✓ <span>{{ text.acknowledged }}</span></span
        >
      }
    </span>
    <span role="cell" class="taken">
      <vw-reading-age [takenAtMs]="reading().takenAtMs" />
    </span>
  `,
  styleUrl: './reading-row.component.css',
  host: {
    role: 'row',
    '[attr.aria-rowindex]': 'position()',
    '[attr.data-status]': 'reading().status',
    '[class.stale]': 'isStale()',
    '[class.changed-once]': 'highlight() === "once"',
    '[class.changed-again]': 'highlight() === "again"',
    '(animationend)': 'removeHighlight()',
  },
})
export class ReadingRowComponent {
  private readonly store = inject(ReadingsStore);
  private readonly board = inject(AlarmBoard);

  readonly person = input.required<Person>();
  /** Row number in the whole table, counting the header as 1. */
  readonly position = input.required<number>();
  /** Whether the Tab key moves the focus to this row. */
  readonly isTabStop = input(false);

  protected readonly unit = inject(UnitStore).unit;
  protected readonly reading = computed(() => this.person().latest());
  protected readonly href = computed(() => personHref(this.reading().rfid));
  protected readonly acknowledgement = computed(() => this.board.seen().get(this.reading().alarm ?? ''));
  protected readonly text = DASHBOARD_TEXT.row;
  protected readonly title = computed(() => {
    const { name } = this.reading();
    const acknowledgement = this.acknowledgement();
    if (!acknowledgement) return name;
    return this.text.acknowledgedBy(name, acknowledgement.by, Date.parse(acknowledgement.at));
  });
  protected readonly isStale = computed(() => this.store.freshnessOf(this.reading().takenAtMs) === 'stale');
  protected readonly statusWord = computed(() => STATUS_WORDS[this.reading().status]);
  /** Alternates between two classes, as an animation restarts only under another name. A row that scrolls into view has not changed. */
  protected readonly highlight = linkedSignal<{ person: Person; reading: unknown }, 'none' | 'once' | 'again'>({
    source: () => ({ person: this.person(), reading: this.reading() }),
    computation: ({ person }, before) => {
      if (performance.now() - person.changedAt >= HIGHLIGHT_MS) return 'none';
      return before?.value === 'once' ? 'again' : 'once';
    },
  });

  /** Without it, the animation would run again whenever the list moves the row. */
  protected removeHighlight(): void {
    this.highlight.set('none');
  }
}
