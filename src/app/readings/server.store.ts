import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { defer, type Observable, retry, Subject, switchMap, timer } from 'rxjs';

import { Backoff, BACKOFF_MS, waitAsAsked } from '../sse/backoff';
import { requestedWaitMs } from '../feed/load-failure';
import { ReadingsApi } from './readings.api';
import { ServerClock } from './server-clock';
import { type ServerStatus, UNKNOWN_STATUS } from './server-status';

/** What is known of the server itself: its settings and its clock. */
@Service()
export class ServerStore {
  private readonly api = inject(ReadingsApi);

  /** Times and ages are told by this one. */
  readonly clock = new ServerClock();
  private readonly statusState = signal(UNKNOWN_STATUS);
  private readonly requests = new Subject<void>();

  readonly status = this.statusState.asReadonly();

  constructor() {
    // A question that is still open may have been put to a server that is gone.
    const answers = this.requests.pipe(switchMap(() => this.ask()));
    answers.pipe(takeUntilDestroyed()).subscribe((status) => {
      this.clock.set(status.atMs, Date.now());
      this.statusState.set(status);
    });
  }

  /** Asks the server again. */
  refresh(): void {
    this.requests.next();
  }

  /** Asks until there is an answer: without it, nobody knows that readings are made up. */
  private ask(): Observable<ServerStatus> {
    return defer(() => {
      const backoff = new Backoff(BACKOFF_MS, Math.random);
      const delay = (error: unknown) => timer(waitAsAsked(backoff.next(), requestedWaitMs(error)));
      return this.api.status().pipe(retry({ delay }));
    });
  }
}
