import { Component, computed, input, output } from '@angular/core';

import type { LoadFailure } from '../feed/snapshot-loader';
import { formatTime } from '../formats/times';
import { DASHBOARD_TEXT } from '../messages/dashboard';

/** Reports why the latest readings could not be loaded and when the next attempt is due. */
@Component({
  selector: 'vw-load-error',
  template: `
    <div class="error">
      <div>
        <h2>{{ text.heading }}</h2>
        <p>{{ reason() }}</p>
      </div>
      <button type="button" (click)="retried.emit()">{{ text.retry }}</button>
    </div>
  `,
  styles: `
    .error {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.75rem 1.5rem;
      padding: 1rem 1rem 1rem 1.25rem;
      border: 1px solid var(--line);
      border-inline-start: 4px solid var(--fever);
      border-radius: 0.5rem;
      background: var(--surface);
    }

    .error > div {
      flex: 1 1 16rem;
      min-width: 0;
      overflow-wrap: anywhere;
    }

    h2 {
      font-size: 1.0625rem;
    }

    p {
      color: var(--muted);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class LoadErrorComponent {
  readonly failure = input.required<LoadFailure>();

  readonly retried = output();

  protected readonly text = DASHBOARD_TEXT.error;
  protected readonly reason = computed(() =>
    this.text.reason(this.failure().reason, formatTime(this.failure().retryAt)),
  );
}
