import { Component, inject, input } from '@angular/core';
import type { Alarm } from '@contract/alarm';

import { SessionStore } from '../sign-in/session.store';
import { ALARMS_TEXT } from '../messages/alarms';
import { AcknowledgingStore } from './acknowledging.store';

/** Asks whether an alarm is to be acknowledged; nothing for those who may not do that. */
@Component({
  selector: 'vw-acknowledge-button',
  template: `
    @if (mayOperate()) {
      <button
        type="button"
        aria-haspopup="dialog"
        [attr.aria-label]="text.buttonFor(alarm().name, alarm().kind)"
        (click)="acknowledging.ask([alarm()])"
      >
        {{ text.button }}
      </button>
    }
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
  protected readonly mayOperate = inject(SessionStore).mayOperate;
  protected readonly text = ALARMS_TEXT.acknowledge;
}
