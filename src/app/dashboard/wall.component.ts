import {
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import type { Status } from '@contract/status';

import { CountPipe, TimePipe } from '../formats/pipes';
import { ReadingsStore } from '../readings/readings.store';
import { DASHBOARD_TEXT, WALL_TEXT } from '../messages/dashboard';
import { ListStore } from './list.store';
import { injectRowHeight } from './row-window';
import { SparklineGradientComponent } from './sparkline.component';
import { StatusMarkComponent } from '../readings/status-mark.component';
import { TILES } from './summary.component';
import { WallRowComponent } from './wall-row.component';
import { keepScreenOn } from './wall-screen';

const COLUMNS = ['name', 'temperature', 'hour', 'status', 'taken'] as const;

/** The overview for a wall display: no controls, large letters, as many people as fit, the worst first. */
@Component({
  selector: 'vw-wall',
  imports: [CountPipe, SparklineGradientComponent, StatusMarkComponent, TimePipe, WallRowComponent],
  templateUrl: './wall.component.html',
  styleUrl: './wall.component.css',
})
export class WallComponent {
  protected readonly store = inject(ReadingsStore);
  private readonly list = inject(ListStore);

  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  private readonly rowGroup = viewChild.required<ElementRef<HTMLElement>>('rows');

  protected readonly text = DASHBOARD_TEXT;
  protected readonly wallText = WALL_TEXT;
  protected readonly columns = COLUMNS.map((column) => DASHBOARD_TEXT.columns[column]);
  protected readonly rowHeight = injectRowHeight(this.ruler);
  private readonly availablePx = signal(0);
  protected readonly people = computed(() =>
    this.list.people().slice(0, Math.max(1, Math.floor(this.availablePx() / this.rowHeight()))),
  );
  protected readonly tiles = computed(() =>
    TILES.map((tile) => ({ ...tile, value: tile.count(this.store.summary()) })),
  );
  /** Counts the ill people who don't fit. */
  protected readonly notShown = computed(() => {
    const shown = this.people().map((person) => person.latest().status);
    const { fever, hypothermia } = this.store.summary();
    const without = (all: number, status: Status): number => all - shown.filter((one) => one === status).length;
    return WALL_TEXT.notShown(without(fever, 'fever'), without(hypothermia, 'hypothermia'));
  });

  constructor() {
    const leaving = new AbortController();
    keepScreenOn(inject(DOCUMENT), leaving.signal);
    inject(DestroyRef).onDestroy(() => leaving.abort());
    effect((onCleanup) => {
      const { nativeElement } = this.rowGroup();
      const observer = new ResizeObserver(() => this.availablePx.set(nativeElement.clientHeight));
      observer.observe(nativeElement);
      onCleanup(() => observer.disconnect());
    });
  }
}
