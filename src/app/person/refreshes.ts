import { computed, DOCUMENT, inject } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { filter, fromEvent, interval, map, merge, type Observable, pairwise, throttleTime } from 'rxjs';

import { ReadingsStore } from '../readings/readings.store';
import { PersonReadings } from './person-readings';

/** Live readings keep a trend up to date; this often it is asked for again all the same, as readings may come late or be removed. */
const EVERY_MS = 5 * 60_000;

/** Minimum time between two refreshes for readings that were dropped. Without it, a fast sensor would have us ask without pause. */
const DROPPED_EVERY_MS = 5_000;

/** When to ask again for what was loaded: now and then, when the page is seen again, after a loss, when too many readings arrived to keep. To be called where things are injected. */
export function injectRefreshes(): Observable<unknown> {
  const document = inject(DOCUMENT);
  const store = inject(ReadingsStore);
  const becameVisible = fromEvent(document, 'visibilitychange').pipe(
    filter(() => document.visibilityState === 'visible'),
  );
  const cameBack = toObservable(computed(() => store.connection().name)).pipe(
    // A stream that opens for the first time, and has nothing to catch up on, brings all that was not loaded.
    filter((name, index) => name !== 'connecting' || index > 0),
    map((name) => name === 'live'),
    pairwise(),
    filter(([before, now]) => !before && now),
  );
  const dropped = inject(PersonReadings).dropped.pipe(
    throttleTime(DROPPED_EVERY_MS, undefined, { leading: true, trailing: true }),
  );
  return merge(interval(EVERY_MS), becameVisible, cameBack, dropped);
}
