import { computed, DOCUMENT, inject } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { filter, fromEvent, interval, map, merge, type Observable, pairwise } from 'rxjs';

import { ReadingsStore } from '../readings/readings.store';

/** Live readings keep a trend up to date; this often it is asked for again all the same, as readings may come late or be removed. */
const EVERY_MS = 5 * 60_000;

/** When to ask again for what was loaded: now and then, when the page is seen again, after a loss. To be called where things are injected. */
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
  return merge(interval(EVERY_MS), becameVisible, cameBack);
}
