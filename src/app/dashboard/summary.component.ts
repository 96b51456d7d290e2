import { Component, computed, inject, input, output } from '@angular/core';

import { AlarmBoard } from '../alarms/alarm-board';
import { formatCount } from '../formats/numbers';
import { CountPipe } from '../formats/pipes';
import type { Summary } from '../readings/summary';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { StatusMarkComponent } from '../readings/status-mark.component';
import type { Filter } from './view.store';

/** A tile of the summary. Without a filter, it counts everyone. */
interface Tile {
  readonly filter: Filter | undefined;
  readonly label: string;
  readonly count: (summary: Summary) => number;
}

export const TILES: readonly Tile[] = [
  { filter: undefined, label: DASHBOARD_TEXT.tiles.all, count: ({ people }) => people },
  { filter: 'fever', label: DASHBOARD_TEXT.tiles.fever, count: ({ fever }) => fever },
  { filter: 'hypothermia', label: DASHBOARD_TEXT.tiles.hypothermia, count: ({ hypothermia }) => hypothermia },
  { filter: 'stale', label: DASHBOARD_TEXT.tiles.stale, count: ({ stale }) => stale },
];

/** The counts of the table. Each is a button that restricts the list to the people counted. */
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
  protected readonly rate = computed(() => {
    const { perMinute } = this.summary();
    return perMinute === undefined ? DASHBOARD_TEXT.tiles.measuring : formatCount(perMinute);
  });

  /** Returns the number of unacknowledged open alarms of a tile as text; empty if there are none. */
  protected unacknowledged(filter: Filter | undefined): string {
    const count = filter === 'fever' || filter === 'hypothermia' ? this.board.openWaiting()[filter] : 0;
    return count > 0 ? this.text.unacknowledged(count, this.board.hasMore()) : '';
  }

  /** Toggles a tile. */
  protected toggle(filter: Filter | undefined): void {
    this.chosen.emit(filter === this.filter() ? undefined : filter);
  }
}
