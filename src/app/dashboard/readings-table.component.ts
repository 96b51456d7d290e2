import {
  CdkFixedSizeVirtualScroll,
  CdkVirtualForOf,
  CdkVirtualScrollableWindow,
  CdkVirtualScrollViewport,
} from '@angular/cdk/scrolling';
import { Component, computed, DOCUMENT, effect, type ElementRef, inject, viewChild } from '@angular/core';

import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { UnitStore } from '../readings/unit.store';
import { ReadingRowComponent } from './reading-row.component';
import { injectRowHeight } from './row-height';
import { shiftOfRows } from './row-shift';

/** Everyone's latest reading. Of ten thousand rows only those on the screen are there. */
@Component({
  selector: 'vw-readings-table',
  imports: [
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollableWindow,
    CdkVirtualScrollViewport,
    ReadingRowComponent,
  ],
  templateUrl: './readings-table.component.html',
  styleUrl: './readings-table.component.css',
})
export class ReadingsTableComponent {
  protected readonly store = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  private readonly unitStore = inject(UnitStore);
  private readonly window = inject(DOCUMENT).defaultView;

  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);

  protected readonly unit = this.unitStore.unit;
  protected readonly staleAfterMs = computed(() => this.server.status().staleAfterMs);
  protected readonly rowHeight = injectRowHeight(this.ruler);
  private shown: readonly Person[] = [];

  constructor() {
    effect(() => this.keepPlace(this.store.people()));
  }

  protected tagOf(_index: number, person: Person): string {
    return person.rfid;
  }

  /** Whoever has scrolled down goes on reading the same rows when others move to the top. */
  private keepPlace(people: readonly Person[]): void {
    const before = this.shown;
    this.shown = people;
    const scrolled = this.viewport().measureScrollOffset('top');
    if (scrolled <= 0) return;
    const shift = shiftOfRows(before, people, Math.floor(scrolled / this.rowHeight()));
    // The viewport's own scrollToOffset() counts from the top of the page, not from that of the list.
    if (shift !== 0) this.window?.scrollBy({ top: shift * this.rowHeight(), behavior: 'instant' });
  }
}
