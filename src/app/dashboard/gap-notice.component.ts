import { Component, computed, inject } from '@angular/core';

import { CONNECTION_TEXT } from '../messages/connection';
import { GAP_TEXT } from '../messages/dashboard';
import { ReadingsStore } from '../readings/readings.store';

/** Reports a gap: readings were missed and the server no longer retains them. */
@Component({
  selector: 'vw-gap-notice',
  template: `
    <div class="notice">
      <p>
        {{ kind() }}
        <span class="aside">{{ store.isComplete() ? text.isComplete : text.isLoading }}</span>
      </p>
      <button type="button" (click)="store.dismissGap()">{{ text.dismiss }}</button>
    </div>
  `,
  styles: `
    .notice {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.5rem 1rem;
      padding: 0.6rem 0.75rem 0.6rem 1rem;
      border: 1px solid var(--line);
      border-inline-start: 4px solid var(--waiting);
      border-radius: 0.5rem;
      background: var(--surface);
    }

    p {
      flex: 1 1 18rem;
      overflow-wrap: anywhere;
    }

    .aside {
      color: var(--muted);
    }
  `,
})
export class GapNoticeComponent {
  protected readonly store = inject(ReadingsStore);

  protected readonly text = GAP_TEXT;
  protected readonly kind = computed(() => {
    const gap = this.store.gap();
    return gap ? CONNECTION_TEXT.gap(gap.reason) : '';
  });
}
