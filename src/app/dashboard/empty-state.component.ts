import { Component, DOCUMENT, inject } from '@angular/core';
import { FIELD } from '@contract/wire';

import { EMPTY_TEXT } from '../messages/dashboard-late';

const EXAMPLE = JSON.stringify({ [FIELD.name]: 'Mass Roy', [FIELD.temperature]: '102.5F', [FIELD.rfid]: 'R546546' });

/** Nobody has been measured yet: says how the first reading gets here. */
@Component({
  selector: 'vw-empty-state',
  templateUrl: './empty-state.component.html',
  styleUrl: './empty-state.component.css',
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
