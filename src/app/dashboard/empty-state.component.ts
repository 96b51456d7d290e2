import { Component, DOCUMENT, inject } from '@angular/core';
import { FIELD } from '@contract/wire';

import { EMPTY_TEXT } from '../messages/dashboard';

const EXAMPLE = JSON.stringify({ [FIELD.name]: 'Mass Roy', [FIELD.temperature]: '102.5F', [FIELD.rfid]: 'R546546' });

/** Shows how to send the first reading. */
@Component({
  selector: 'vw-empty-state',
  template: `
    <div class="empty">
      <h3>{{ text.heading }}</h3>
      <p>{{ text.text }}</p>
      <pre tabindex="0" role="region" [attr.aria-label]="text.command"><code>{{ command }}</code></pre>
      <p class="hint">{{ text.demo }}</p>
    </div>
  `,
  styles: `
    .empty {
      display: grid;
      gap: 0.75rem;
      padding: clamp(1.25rem, 5vw, 3rem);
      border: 1px dashed var(--control);
      border-radius: 0.75rem;
      background: var(--surface);
    }

    .empty > * {
      min-width: 0;
    }

    h3 {
      margin: 0;
      font-size: 1.25rem;
    }

    pre {
      margin: 0;
      padding: 0.9rem 1rem;
      overflow-x: auto;
      border-radius: 0.5rem;
      background: var(--page);
      font-size: 0.875rem;
      line-height: 1.6;
    }

    code {
      font-family: ui-monospace, monospace;
    }

    .hint {
      color: var(--muted);
    }
  `,
})
export class EmptyStateComponent {
  private readonly origin = inject(DOCUMENT).location.origin;

  protected readonly text = EMPTY_TEXT;
  protected readonly command = [
    `curl ${this.origin}/api/readings \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d '${EXAMPLE}'`,
  ].join('\n');
}
