import { inject, Service } from '@angular/core';
import type { Alarm } from '@contract/alarm';
import { forkJoin, map, Observable, retry, timer } from 'rxjs';

import { explainFailure, requestedWaitMs } from '../feed/load-failure';
import type { LoadFailure } from '../feed/snapshot-loader';
import { Backoff, BACKOFF_MS, waitAsAsked } from '../sse/backoff';
import { isAtOrBefore, readEventPosition } from '../sse/event-position';
import { AlarmsApi, type AlarmsPage } from './alarms.api';

/** The alarms that somebody still has to do with. */
export interface PendingAlarms {
  readonly alarms: readonly Alarm[];
  /** All events up to this id are in it; of later ones perhaps some. */
  readonly position: string;
  /** Whether there are more, older ones that are unacknowledged. */
  readonly hasMoreWaiting: boolean;
  /** Whether there are more, older ones that are open. */
  readonly hasMoreOpen: boolean;
}

/** How loading them goes. */
export type AlarmsLoad =
  | { readonly kind: 'failure'; readonly failure: LoadFailure }
  | { readonly kind: 'pending'; readonly pending: PendingAlarms };

/** The most that one answer holds. */
const LIMIT = 1_000;

/** Loads the alarms that are open or unacknowledged, however long that takes. */
@Service()
export class AlarmsLoader {
  private readonly api = inject(AlarmsApi);

  /** Cold. Ends with the alarms; until then it tells of every failure. */
  load(): Observable<AlarmsLoad> {
    return new Observable((subscriber) => {
      const backoff = new Backoff(BACKOFF_MS, Math.random);
      const delay = (error: unknown): Observable<unknown> => {
        const waitMs = waitAsAsked(backoff.next(), requestedWaitMs(error));
        subscriber.next({
          kind: 'failure',
          failure: { reason: explainFailure(error), retryAt: Date.now() + waitMs },
        });
        return timer(waitMs);
      };
      return this.ask()
        .pipe(
          retry({ delay }),
          map((pending): AlarmsLoad => ({ kind: 'pending', pending })),
        )
        .subscribe(subscriber);
    });
  }

  private ask(): Observable<PendingAlarms> {
    const page = (state: 'unacknowledged' | 'open') => this.api.list({ state, limit: LIMIT });
    return forkJoin([page('unacknowledged'), page('open')]).pipe(
      map(([unacknowledged, open]) => join(unacknowledged, open)),
    );
  }
}

/** Two answers of different moments: where both have an alarm the later one is right; what follows, follows the earlier one. */
function join(unacknowledged: AlarmsPage, open: AlarmsPage): PendingAlarms {
  const [a, b] = [readEventPosition(unacknowledged.position), readEventPosition(open.position)];
  if (!a || a.epoch !== b?.epoch) {
    throw new TypeError('the log was replaced between two answers of the server');
  }
  const [earlier, later] = isAtOrBefore(a, b) ? [unacknowledged, open] : [open, unacknowledged];
  const byId = new Map([...earlier.alarms, ...later.alarms].map((alarm) => [alarm.alarm, alarm]));
  return {
    alarms: [...byId.values()],
    position: earlier.position,
    hasMoreWaiting: unacknowledged.next !== undefined,
    hasMoreOpen: open.next !== undefined,
  };
}
