import { inject, Service } from '@angular/core';
import type { Alarm } from '@contract/alarm';
import { map, Observable, retry, switchMap, timer } from 'rxjs';

import { explainFailure, requestedWaitMs } from '../http/failure';
import type { LoadFailure } from '../feed/snapshot-loader';
import { Backoff, BACKOFF_MS, extendDelay } from '../sse/backoff';
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
        const waitMs = extendDelay(backoff.nextDelayMs(), requestedWaitMs(error));
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

  /** One after the other, so that it is known which one is earlier. */
  private ask(): Observable<PendingAlarms> {
    const page = (state: 'unacknowledged' | 'open') => this.api.list({ state, limit: LIMIT });
    return page('unacknowledged').pipe(switchMap((waiting) => page('open').pipe(map((open) => join(waiting, open)))));
  }
}

/** Where both have an alarm the later one is right; what follows, follows the earlier one. */
function join(waiting: AlarmsPage, open: AlarmsPage): PendingAlarms {
  const byId = new Map([...waiting.alarms, ...open.alarms].map((alarm) => [alarm.alarm, alarm]));
  return {
    alarms: [...byId.values()],
    position: waiting.position,
    hasMoreWaiting: waiting.next !== undefined,
    hasMoreOpen: open.next !== undefined,
  };
}
