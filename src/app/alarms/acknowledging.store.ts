import { Service, signal } from '@angular/core';
import type { Alarm } from '@contract/alarm';

/** Which alarms the operator is about to acknowledge; the shell has the dialog for it. */
@Service()
export class AcknowledgingStore {
  private readonly alarmsState = signal<readonly Alarm[]>([]);

  /** None: there is nothing to ask. */
  readonly alarms = this.alarmsState.asReadonly();

  /** Asks whether these are to be acknowledged. */
  ask(alarms: readonly Alarm[]): void {
    this.alarmsState.set(alarms);
  }

  /** They were, or not. */
  done(): void {
    this.alarmsState.set([]);
  }
}
