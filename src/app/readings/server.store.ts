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

import { Backoff, BACKOFF_MS, waitAsAsked } from '../sse/backoff';
import { requestedWaitMs } from '../feed/load-failure';
import { ReadingsApi, type StatusAnswer } from './readings.api';
import { ServerClock } from './server-clock';
import { UNKNOWN_STATUS } from './server-status';

/** The first answer is the slowest, as the way to the server is new; of a few more the quickest tells the server's time. */
const MEASURED_AFTER_MS = [1_000, 2_000, 4_000];

/** Time after which the server is asked again: whether its clock is in doubt, and its time, as clocks drift apart. */
const ASKED_EVERY_MS = 5 * 60_000;

/** The same while its clock is in doubt. */
const ASKED_IN_DOUBT_EVERY_MS = 60_000;

/** Maximum difference between a heartbeat's time and the server's time as known here. More says that a clock was set. */
const LARGEST_STEP_MS = 60_000;

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
    const answers = this.requests.pipe(switchMap(() => concat(this.askFirst(), this.askOnAndOn())));
    answers.pipe(takeUntilDestroyed()).subscribe(({ status, sentAt, receivedAt }) => {
      this.clock.exchange({ sentAt, receivedAt, serverMs: status.atMs });
      this.statusState.set(status);
    });
  }

  /** Asks the server again. */
  refresh(): void {
    this.requests.next();
  }

  /**
   * Takes the server's time `serverMs` (NaN says nothing) of a heartbeat. When it is far from where it should be, the server's clock
   * was set, or the heartbeat was on its way for that long: the server is asked again, also whether its clock is in doubt.
   */
  hear(serverMs: number, receivedAt: number): void {
    const isSet = Math.abs(serverMs - this.clock.at(receivedAt)) > LARGEST_STEP_MS;
    this.clock.hear(serverMs, receivedAt);
    if (isSet) this.refresh();
  }

  /** Asks until there is an answer: without it, nobody knows that readings are made up. */
  private askFirst(): Observable<StatusAnswer> {
    return defer(() => {
      const backoff = new Backoff(BACKOFF_MS, Math.random);
      const delay = (error: unknown) => timer(waitAsAsked(backoff.next(), requestedWaitMs(error)));
      return this.api.status().pipe(
        retry({ delay }),
        // It may be another server, or this device's clock has jumped.
        tap(() => this.clock.restart()),
      );
    });
  }

  /** Asks for the time, and whether the clock is in doubt: where there is no answer, the next one will do. */
  private askOnAndOn(): Observable<StatusAnswer> {
    const now = MEASURED_AFTER_MS.map((ms) => timer(ms));
    const later = defer(() => timer(this.nextWaitMs())).pipe(repeat());
    return concat(...now, later).pipe(concatMap(() => this.api.status().pipe(catchError(() => EMPTY))));
  }

  /** Pages that were opened together shouldn't ask together. */
  private nextWaitMs(): number {
    const isInDoubt = this.status().clockWarnings.length > 0;
    return (isInDoubt ? ASKED_IN_DOUBT_EVERY_MS : ASKED_EVERY_MS) * (0.75 + Math.random() / 2);
  }
}
