import { Component, computed, input, output } from '@angular/core';

import type { LoadFailure } from '../feed/snapshot-loader';
import { formatTime } from '../formats/times';
import { DASHBOARD_TEXT } from '../messages/dashboard';

/** Says why there is nothing (newer) to show, and what happens about it. */
@Component({
  selector: 'vw-load-error',
  templateUrl: './load-error.component.html',
  styleUrl: './load-error.component.css',
})
export class LoadErrorComponent {
  readonly failure = input.required<LoadFailure>();

  readonly retried = output();

  protected readonly text = DASHBOARD_TEXT.error;
  protected readonly because = computed(() => {
    const { reason, retryAt } = this.failure();
    return DASHBOARD_TEXT.error.because(reason, formatTime(retryAt));
  });
}
