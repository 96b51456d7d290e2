import { DOCUMENT, inject, Service } from '@angular/core';
import { catchError, concat, defer, finalize, map, type Observable, of, switchMap, timer } from 'rxjs';

import { Backoff } from '../sse/backoff';
import { ConnectionTruth } from '../sse/connection-truth';
import type { ConnectionState } from '../sse.service';
import { explainFailure, requestedWaitMs } from './load-failure';
import { ReadingsApi, type Snapshot } from './readings.api';

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

const BACKOFF_MS = { least: 1_000, most: 30_000 };

/** Loads everyone's latest reading, however long that takes. */
@Service()
export class SnapshotLoader {
  private readonly api = inject(ReadingsApi);
  private readonly window = inject(DOCUMENT).defaultView;

  /** Ends with the snapshot; until then it tells of every failure, and what that means for the connection. */
  load(): Observable<LoadMessage> {
    return defer(() => {
      const backoff = new Backoff(BACKOFF_MS, Math.random);
      const truth = new ConnectionTruth(() => this.window?.navigator.onLine ?? true);
      const attempt = (): Observable<LoadMessage> =>
        this.api.latest().pipe(
          map((snapshot) => ({ kind: 'snapshot' as const, snapshot })),
          catchError((error: unknown) => {
            const waitMs = Math.max(backoff.next(), requestedWaitMs(error));
            truth.lost(Date.now());
            return concat(of(...tellFailure(error, waitMs, truth.current)), timer(waitMs).pipe(switchMap(attempt)));
          }),
        );
      const start = of({ kind: 'state' as const, state: truth.current });
      return concat(start, attempt()).pipe(finalize(() => truth.close()));
    });
  }
}

function tellFailure(error: unknown, waitMs: number, state: ConnectionState): LoadMessage[] {
  return [
    { kind: 'state', state },
    { kind: 'failure', failure: { reason: explainFailure(error), retryAt: Date.now() + waitMs } },
  ];
}
