import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { Component, inject, signal } from '@angular/core';
import { FIELD, type WireReading } from '@contract/wire';

import { TutorialSseService } from './sse.service';

/**
 * The same people and readings in the tutorial's way: a change detection and a copy of the list per message. It is given a
 * virtual list, which tutorials leave out: without one the page freezes at 10,000 people, and there is nothing to compare.
 */
@Component({
  selector: 'tutorial-root',
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport],
  template: `
    <cdk-virtual-scroll-viewport itemSize="44" style="height: 100dvh">
      <div *cdkVirtualFor="let reading of readings(); trackBy: tagOf" style="display: flex; gap: 2rem; height: 44px">
        <b>{{ reading.Name }}</b>
        <span>{{ reading.RFID }}</span>
        <span>{{ reading[temperature] }}</span>
        <span>{{ reading.Status }}</span>
        <span>{{ reading.TakenAt }}</span>
      </div>
    </cdk-virtual-scroll-viewport>
  `,
})
export class TutorialComponent {
  protected readonly temperature = FIELD.temperature;
  protected readonly readings = signal<readonly WireReading[]>([]);

  constructor() {
    inject(TutorialSseService)
      .getServerSentEvent('/events')
      .subscribe((event) => this.show(JSON.parse(event.data) as WireReading));
  }

  protected tagOf(_index: number, reading: WireReading): string {
    return reading.RFID;
  }

  private show(reading: WireReading): void {
    this.readings.update((list) =>
      list.some(({ RFID }) => RFID === reading.RFID)
        ? list.map((other) => (other.RFID === reading.RFID ? reading : other))
        : [...list, reading],
    );
  }
}
