import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  type Observable,
  repeat,
  retry,
  Subject,
  switchMap,
  tap,
  timer,
} from 'rxjs';

import { requestedWaitMs } from '../http/failure';
import { Backoff, BACKOFF_MS, extendDelay } from '../sse/backoff';
import { ServerClock } from './server-clock';
import { type StatusAnswer, StatusApi, UNKNOWN_STATUS } from './server-status';

/** Delays of the first requests. The first one includes connecting and is slow; the fastest of a few gives the best server time. */
const FIRST_DELAYS_MS = [1_000, 2_000, 4_000];

/** Interval of status requests. Clocks drift apart, and the server's clock warnings may change. */
const INTERVAL_MS = 5 * 60_000;

/** Interval of status requests while the server warns of its clock. */
const INTERVAL_WITH_WARNINGS_MS = 60_000;

/** Maximum difference between a heartbeat's time and the estimated server time. A larger one means that a clock was set. */
const MAX_DIFFERENCE_MS = 60_000;

/** The server's settings and clock. */
@Service()
export class ServerStore {
  private readonly api = inject(StatusApi);

  /** Estimate of the server's clock, by which times and ages are shown. */
  readonly clock = new ServerClock();
  private readonly statusState = signal(UNKNOWN_STATUS);
  private readonly requests = new Subject<void>();

  readonly status = this.statusState.asReadonly();

  constructor() {
    // Cancels pending requests: they may have gone to a server that has been replaced.
    const answers = this.requests.pipe(switchMap(() => concat(this.requestUntilAnswered(), this.poll())));
    answers.pipe(takeUntilDestroyed()).subscribe(({ status, sentAt, receivedAt }) => {
      this.clock.addExchange({ sentAt, receivedAt, serverMs: status.atMs });
      this.statusState.set(status);
    });
  }

  /** Requests the status now, and then at intervals. */
  refresh(): void {
    this.requests.next();
  }

  /**
   * Adjusts the clock to a heartbeat's time `serverMs` (NaN: unknown). If it is far off, the server's clock was set or the heartbeat was
   * delayed: then the status is requested as well, with its clock warnings.
   */
  observeHeartbeat(serverMs: number, receivedAt: number): void {
    const wasSet = Math.abs(serverMs - this.clock.at(receivedAt)) > MAX_DIFFERENCE_MS;
    this.clock.observe(serverMs, receivedAt);
    if (wasSet) this.refresh();
  }

  /** Retries until the server answers: the answer says whether the readings are generated. */
  private requestUntilAnswered(): Observable<StatusAnswer> {
    return defer(() => {
      const backoff = new Backoff(BACKOFF_MS, Math.random);
      const delay = (error: unknown) => timer(extendDelay(backoff.nextDelayMs(), requestedWaitMs(error)));
      return this.api.requestStatus().pipe(
        retry({ delay }),
        // The server may be another one, or this device's clock may have jumped.
        tap(() => this.clock.restart()),
      );
    });
  }

  /** Ignores failed requests: the next one follows soon enough. */
  private poll(): Observable<StatusAnswer> {
    const first = FIRST_DELAYS_MS.map((ms) => timer(ms));
    const later = defer(() => timer(this.nextDelayMs())).pipe(repeat());
    return concat(...first, later).pipe(concatMap(() => this.api.requestStatus().pipe(catchError(() => EMPTY))));
  }

  /** Adds jitter, which spreads the requests of pages that were opened at the same time. */
  private nextDelayMs(): number {
    const hasWarnings = this.status().clockWarnings.length > 0;
    return (hasWarnings ? INTERVAL_WITH_WARNINGS_MS : INTERVAL_MS) * (0.75 + Math.random() / 2);
  }
}
