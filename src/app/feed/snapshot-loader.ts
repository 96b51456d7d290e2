import { DOCUMENT, inject, Service } from '@angular/core';
import { fromEvent, map, merge, Observable, retry, startWith, Subject, switchMap, take, timer } from 'rxjs';

import { Backoff, BACKOFF_MS, extendDelay } from '../sse/backoff';
import { ConnectionStateTracker } from '../sse/connection-state-tracker';
import type { ConnectionState } from '../sse.service';
import { explainFailure, requestedWaitMs } from '../http/failure';
import { SnapshotApi, type Snapshot } from './snapshot.api';

/** Why there is no snapshot yet, and when it is asked for again (ms since 1970). */
export interface LoadFailure {
  readonly reason: string;
  readonly retryAt: number;
}

/** How loading a snapshot goes. */
export type LoadMessage =
  | { readonly kind: 'state'; readonly state: ConnectionState }
  | { readonly kind: 'failure'; readonly failure: LoadFailure }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };

/** Loads everyone's latest reading, however long that takes. */
@Service()
export class SnapshotLoader {
  private readonly api = inject(SnapshotApi);
  private readonly window = inject(DOCUMENT).defaultView ?? globalThis.window;
  private readonly retries = new Subject<void>();

  /** Ends with the snapshot; until then it tells of every failure, and what is true of the connection meanwhile. */
  load(): Observable<LoadMessage> {
    return new Observable((subscriber) => {
      const { window } = this;
      const backoff = new Backoff(BACKOFF_MS, Math.random);
      const tracker = new ConnectionStateTracker(
        () => window.navigator.onLine,
        (state) => subscriber.next({ kind: 'state', state }),
      );
      const waitAfter = (error: unknown): Observable<number> => {
        const waitMs = extendDelay(backoff.nextDelayMs(), requestedWaitMs(error));
        tracker.lost(Date.now());
        subscriber.next({ kind: 'failure', failure: describeFailure(error, waitMs) });
        return timer(waitMs);
      };
      subscriber.next({ kind: 'state', state: tracker.current });
      subscriber.add(() => tracker.stop());
      subscriber.add(fromEvent(window, 'offline').subscribe(() => tracker.networkChanged()));
      return this.attempts(waitAfter).subscribe(subscriber);
    });
  }

  /** Somebody doesn't want to wait for the next attempt. */
  retryNow(): void {
    this.retries.next();
  }

  private attempts(waitAfter: (error: unknown) => Observable<unknown>): Observable<LoadMessage> {
    return merge(this.retries, fromEvent(this.window, 'online')).pipe(
      startWith(undefined),
      switchMap(() => this.api.requestSnapshot().pipe(retry({ delay: waitAfter }))),
      take(1),
      map((snapshot) => ({ kind: 'snapshot', snapshot })),
    );
  }
}

function describeFailure(error: unknown, waitMs: number): LoadFailure {
  return { reason: explainFailure(error), retryAt: Date.now() + waitMs };
}
