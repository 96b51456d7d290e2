import { Component, computed, input, output } from '@angular/core';

import type { SseGap } from '../sse.service';
import { CONNECTION_TEXT } from '../texts/connection';
import { describeGap } from './connection-text';

/** Tells that the log no longer has everything that was missed: never a silent gap. */
@Component({
  selector: 'vw-gap-notice',
  templateUrl: './gap-notice.component.html',
  styleUrl: './gap-notice.component.css',
})
export class GapNoticeComponent {
  readonly gap = input.required<SseGap>();
  /** Whether what is missing has been made good. */
  readonly isComplete = input.required<boolean>();

  readonly dismissed = output();

  protected readonly text = CONNECTION_TEXT.gap;
  protected readonly kind = computed(() => describeGap(this.gap()));
}
