import { Component, computed, inject } from '@angular/core';

import { ReadingsStore } from '../readings/readings.store';
import { GAP_TEXT } from '../messages/dashboard-late';
import { describeGap } from '../connection/connection-text';

/** Tells that the log no longer has everything that was missed: never a silent gap. */
@Component({
  selector: 'vw-gap-notice',
  templateUrl: './gap-notice.component.html',
  styleUrl: './gap-notice.component.css',
})
export class GapNoticeComponent {
  protected readonly store = inject(ReadingsStore);

  protected readonly text = GAP_TEXT;
  protected readonly kind = computed(() => {
    const gap = this.store.gap();
    return gap ? describeGap(gap) : '';
  });
}
