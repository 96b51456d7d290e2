import { assertInInjectionContext, computed, DOCUMENT, inject } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import {
  catchError,
  filter,
  fromEvent,
  interval,
  map,
  merge,
  type Observable,
  of,
  pairwise,
  startWith,
  throttleTime,
} from 'rxjs';

import { explainFailure } from '../http/failure';
import { ReadingsStore } from '../readings/readings.store';
import { PersonReadings } from './person-readings';

/** State of a request. `reason` is a clause: "the server is not responding". */
export type LoadState<T> =
  | { readonly name: 'loading' }
  | { readonly name: 'loaded'; readonly value: T }
  | { readonly name: 'failed'; readonly reason: string };

/** Emits `loading`, then the result of the request. Never errors. */
export function loadStates<T>(request: Observable<T>): Observable<LoadState<T>> {
  return request.pipe(
    map((value): LoadState<T> => ({ name: 'loaded', value })),
    catchError((error: unknown) => of<LoadState<T>>({ name: 'failed', reason: explainFailure(error) })),
    startWith<LoadState<T>>({ name: 'loading' }),
  );
}

/** Reload interval. Live readings keep the trend up to date, but readings may arrive late or be deleted. */
const RELOAD_MS = 5 * 60_000;

/** Minimum time between two reloads for readings that were dropped. Without it, a fast sensor would cause a request per batch. */
const DROPPED_RELOAD_MS = 5_000;

/**
 * Emits when loaded data has to be reloaded: at an interval, when the page becomes visible, after a reconnect, and after live
 * readings were dropped.
 */
export function injectReloadTriggers(): Observable<unknown> {
  assertInInjectionContext(injectReloadTriggers);
  const document = inject(DOCUMENT);
  const store = inject(ReadingsStore);
  const becameVisible = fromEvent(document, 'visibilitychange').pipe(
    filter(() => document.visibilityState === 'visible'),
  );
  const reconnected = toObservable(computed(() => store.connection().name)).pipe(
    // The first connection needs no reload: nothing was missed before it.
    filter((name, index) => name !== 'connecting' || index > 0),
    map((name) => name === 'live'),
    pairwise(),
    filter(([before, now]) => !before && now),
  );
  const dropped = inject(PersonReadings).dropped.pipe(
    throttleTime(DROPPED_RELOAD_MS, undefined, { leading: true, trailing: true }),
  );
  return merge(interval(RELOAD_MS), becameVisible, reconnected, dropped);
}
