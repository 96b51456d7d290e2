import { inject, Service, signal } from '@angular/core';
import { Subject } from 'rxjs';

import { BrowserStorage } from '../ui/browser-storage';

/** How often the pages show new readings: ten times a second, twice a second, or not at all. */
export type UpdateRate = 'fast' | 'slow' | 'paused';

/** All update rates, fastest first. */
export const UPDATE_RATES: readonly UpdateRate[] = ['fast', 'slow', 'paused'];

const KEY = 'vitalwire.pace';

/** The chosen update rate. It is remembered until the tab is closed. */
@Service()
export class UpdateRateStore {
  private readonly storage = inject(BrowserStorage);
  private readonly rateState = signal<UpdateRate>(this.storedRate() ?? 'fast');
  private readonly choicesMade = new Subject<UpdateRate>();

  readonly rate = this.rateState.asReadonly();
  /** Emits each rate that is chosen from now on. */
  readonly choices = this.choicesMade.asObservable();

  choose(rate: UpdateRate): void {
    this.rateState.set(rate);
    this.storage.write('sessionStorage', KEY, rate);
    this.choicesMade.next(rate);
  }

  private storedRate(): UpdateRate | undefined {
    const stored = this.storage.read('sessionStorage', KEY);
    return UPDATE_RATES.find((rate) => rate === stored);
  }
}
