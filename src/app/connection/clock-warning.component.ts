import { Component, computed, inject } from '@angular/core';

import { ServerStore } from '../readings/server.store';
import { CLOCK_WARNING_TEXT } from '../messages/clock-warning';

/** Warning on every page while the server's clock may be wrong. */
@Component({
  selector: 'vw-clock-warning',
  // The status element exists before its text: screen readers announce changes only.
  template: `
    <div role="status">
      @if (text()) {
        <p>{{ text() }}</p>
      }
    </div>
  `,
  styles: `
    p {
      box-sizing: border-box;
      max-width: var(--page-width);
      margin-inline: auto;
      padding: 0.4rem var(--page-padding);
      color: var(--waiting);
      font-weight: 600;
    }

    div:has(p) {
      border-block-end: 1px solid var(--waiting);
      background: var(--surface);
    }
  `,
})
export class ClockWarningComponent {
  private readonly server = inject(ServerStore);

  protected readonly text = computed(() => {
    const warnings = this.server.status().clockWarnings;
    if (warnings.length === 0) return '';
    return [...warnings.map(CLOCK_WARNING_TEXT.one), CLOCK_WARNING_TEXT.advice].join(' ');
  });
}
