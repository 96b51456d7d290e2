import { Component, input } from '@angular/core';
import type { Status } from '@contract/status';

/** A status as a shape: fever points up, hypothermia down, normal is a dot, stale a clock, late an hourglass. */
@Component({
  selector: 'vw-status-mark',
  template: `
    <svg viewBox="0 0 12 12" aria-hidden="true">
      @switch (mark()) {
        @case ('fever') {
          <path d="M6 1.2 11.2 10.6H.8Z" />
        }
        @case ('hypothermia') {
          <path d="M6 10.8 .8 1.4H11.2Z" />
        }
        @case ('stale') {
          <circle cx="6" cy="6" r="4.4" class="hollow" />
          <path d="M6 3.4V6l1.8 1.2" class="hollow" />
        }
        @case ('late') {
          <path d="M3 1.4h6L3 10.6h6Z" class="hollow" />
        }
        @default {
          <circle cx="6" cy="6" r="2.6" />
        }
      }
    </svg>
  `,
  styles: `
    :host {
      display: inline-block;
      line-height: 0;
      vertical-align: -0.05em;
    }

    svg {
      width: 0.75rem;
      height: 0.75rem;
      fill: currentcolor;
    }

    .hollow {
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.4;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class StatusMarkComponent {
  readonly mark = input.required<Status | 'late' | 'stale'>();
}
