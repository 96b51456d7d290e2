import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { catchError, EMPTY, exhaustMap, Subject } from 'rxjs';

import { ReadingsApi } from './readings.api';
import { ServerClock } from './server-clock';
import { UNKNOWN_STATUS } from './server-status';

/** What is known of the server itself: its settings and its clock. */
@Service()
export class ServerStore {
  private readonly api = inject(ReadingsApi);

  /** Ages are told by this one. */
  readonly clock = new ServerClock();
  private readonly statusState = signal(UNKNOWN_STATUS);
  private readonly requests = new Subject<void>();

  readonly status = this.statusState.asReadonly();

  constructor() {
    // Without an answer the page goes on with what it knows; it is asked for again after the next loss.
    const answers = this.requests.pipe(exhaustMap(() => this.api.status().pipe(catchError(() => EMPTY))));
    answers.pipe(takeUntilDestroyed()).subscribe((status) => {
      this.clock.set(status.atMs, Date.now());
      this.statusState.set(status);
    });
  }

  /** Asks the server again. */
  refresh(): void {
    this.requests.next();
  }
}
