import { Component, computed, inject, input, output } from '@angular/core';

import { AlarmBoard } from '../alarms/alarm-board';
import { formatCount } from '../formats/numbers';
import { CountPipe } from '../formats/pipes';
import type { Summary } from '../readings/summary';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { StatusMarkComponent } from '../readings/status-mark.component';
import type { Filter } from './view';

/** A tile. Without a filter it is everyone's. */
interface Tile {
  readonly filter: Filter | undefined;
  readonly label: string;
  readonly count: (summary: Summary) => number;
}

/** The tiles, in order. */
export const TILES: readonly Tile[] = [
  { filter: undefined, label: DASHBOARD_TEXT.tiles.all, count: ({ people }) => people },
  { filter: 'fever', label: DASHBOARD_TEXT.tiles.fever, count: ({ fever }) => fever },
  { filter: 'hypothermia', label: DASHBOARD_TEXT.tiles.hypothermia, count: ({ hypothermia }) => hypothermia },
  { filter: 'stale', label: DASHBOARD_TEXT.tiles.stale, count: ({ stale }) => stale },
];

/** The table in a few numbers, each a button that shows only those it counts. */
@Component({
  selector: 'vw-summary',
  imports: [CountPipe, StatusMarkComponent],
  templateUrl: './summary.component.html',
  styleUrl: './summary.component.css',
})
export class SummaryComponent {
  private readonly board = inject(AlarmBoard);

  readonly summary = input.required<Summary>();
  readonly filter = input<Filter>();

  readonly chosen = output<Filter | undefined>();

  protected readonly text = DASHBOARD_TEXT.tiles;
  protected readonly tiles = computed(() => TILES.map((tile) => ({ ...tile, value: tile.count(this.summary()) })));
  /** A few seconds say nothing of a minute. */
  protected readonly rate = computed(() => {
    const { perMinute } = this.summary();
    return perMinute === undefined ? DASHBOARD_TEXT.tiles.measuring : formatCount(perMinute);
  });

  /** How many of an alarm's tile nobody has acknowledged; '' where there is none, or none known. */
  protected unseen(filter: Filter | undefined): string {
    const count = filter === 'fever' || filter === 'hypothermia' ? this.board.openWaiting()[filter] : 0;
    return count > 0 ? this.text.unseen(count, this.board.hasMore()) : '';
  }

  /** A pressed tile is let go by pressing it again. */
  protected choose(filter: Filter | undefined): void {
    this.chosen.emit(filter === this.filter() ? undefined : filter);
  }
}
