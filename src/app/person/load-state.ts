import { catchError, map, type Observable, of, startWith } from 'rxjs';

import { explainFailure } from '../http/failure';

/** How loading goes. `reason` is a clause: "the server is not responding". */
export type LoadState<T> =
  | { readonly name: 'loading' }
  | { readonly name: 'loaded'; readonly value: T }
  | { readonly name: 'failed'; readonly reason: string };

/** Tells first that it is loading, then how that ended. Never fails. */
export function loadStates<T>(request: Observable<T>): Observable<LoadState<T>> {
  return request.pipe(
    map((value): LoadState<T> => ({ name: 'loaded', value })),
    catchError((error: unknown) => of<LoadState<T>>({ name: 'failed', reason: explainFailure(error) })),
    startWith<LoadState<T>>({ name: 'loading' }),
  );
}
