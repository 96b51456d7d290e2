import { DOCUMENT, inject, Service, signal } from '@angular/core';
import { Subject } from 'rxjs';

/** How often what has arrived is shown: ten times a second, twice, or not until somebody goes on. */
export type Pace = 'fast' | 'slow' | 'paused';

/** From the fastest to none. */
export const PACES: readonly Pace[] = ['fast', 'slow', 'paused'];

const KEY = 'vitalwire.pace';

/** The pace at which readings are shown. Remembered as long as the tab is open. */
@Service()
export class PaceStore {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly paceState = signal<Pace>(this.recall() ?? 'fast');
  private readonly choicesMade = new Subject<Pace>();

  readonly pace = this.paceState.asReadonly();
  /** What is chosen from now on. */
  readonly choices = this.choicesMade.asObservable();

  choose(pace: Pace): void {
    this.paceState.set(pace);
    this.useStorage((storage) => storage.setItem(KEY, pace));
    this.choicesMade.next(pace);
  }

  private recall(): Pace | undefined {
    const kept = this.useStorage((storage) => storage.getItem(KEY));
    return PACES.find((pace) => pace === kept);
  }

  /** A browser may forbid storage, when it is private, full or told to: then nothing is remembered, which is `undefined`. */
  private useStorage<Result>(use: (storage: Storage) => Result): Result | undefined {
    try {
      return this.window ? use(this.window.sessionStorage) : undefined;
    } catch {
      return undefined;
    }
  }
}
