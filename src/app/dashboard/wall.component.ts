import { Component, computed, effect, type ElementRef, inject, signal, viewChild } from '@angular/core';

import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { TimePipe } from '../readings/time.pipe';
import { UnitStore } from '../readings/unit.store';
import { DASHBOARD_TEXT } from '../texts/dashboard';
import { ListStore } from './list.store';
import { ReadingRowComponent } from './reading-row.component';
import { injectRowHeight } from './row-height';
import { SparkColoursComponent } from './spark-colours.component';
import { SummaryComponent } from './summary.component';

/** The overview on a wall: nothing to press, large letters, as many people as fit, the worst first. */
@Component({
  selector: 'vw-wall',
  imports: [ReadingRowComponent, SparkColoursComponent, SummaryComponent, TimePipe],
  templateUrl: './wall.component.html',
  styleUrl: './wall.component.css',
})
export class WallComponent {
  protected readonly store = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  private readonly list = inject(ListStore);

  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  private readonly rowGroup = viewChild.required<ElementRef<HTMLElement>>('rows');

  protected readonly text = DASHBOARD_TEXT;
  protected readonly columns = Object.values(DASHBOARD_TEXT.columns);
  protected readonly unit = inject(UnitStore).unit;
  protected readonly staleAfterMs = computed(() => this.server.status().staleAfterMs);
  protected readonly rowHeight = injectRowHeight(this.ruler);
  private readonly roomPx = signal(0);
  protected readonly people = computed(() =>
    this.list.people().slice(0, Math.max(1, Math.floor(this.roomPx() / this.rowHeight()))),
  );

  constructor() {
    effect((onCleanup) => {
      const { nativeElement } = this.rowGroup();
      const observer = new ResizeObserver(() => this.roomPx.set(nativeElement.clientHeight));
      observer.observe(nativeElement);
      onCleanup(() => observer.disconnect());
    });
  }
}
