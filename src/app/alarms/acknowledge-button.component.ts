import { Component, inject, input } from '@angular/core';
import type { Alarm } from '@contract/alarm';

import { ALARMS_TEXT } from '../texts/alarms';
import { AcknowledgingStore } from './acknowledging.store';

/** Asks whether an alarm is to be acknowledged. */
@Component({
  selector: 'vw-acknowledge-button',
  template: `
    <button
      type="button"
      aria-haspopup="dialog"
      [attr.aria-label]="text.buttonFor(alarm().name, alarm().kind)"
      (click)="acknowledging.ask([alarm()])"
    >
      {{ text.button }}
    </button>
  `,
  styles: `
    button {
      padding-block: 0.3rem;
      white-space: nowrap;
    }

    @media (max-width: 40rem) {
      button {
        padding-inline: 0.6rem;
        font-size: 0.9rem;
      }
    }
  `,
})
export class AcknowledgeButtonComponent {
  readonly alarm = input.required<Alarm>();

  protected readonly acknowledging = inject(AcknowledgingStore);
  protected readonly text = ALARMS_TEXT.acknowledge;
}
