import { inject, Service } from '@angular/core';
import { catchError, defer, EMPTY, map, type Observable, repeat, switchMap, timer } from 'rxjs';

import { ReadingsApi } from '../readings/readings.api';

/** Whose readings the server still keeps. It was asked at `askedAt` (`performance.now()`). */
export interface Roll {
  readonly kind: 'roll';
  readonly tags: ReadonlySet<string>;
  readonly askedAt: number;
}

/** The server keeps readings for days: whoever stays on the page for an hour longer misleads nobody. */
const EVERY_MS = 60 * 60_000;

/** Asks now and then who is still known, as the stream tells of nobody's leaving. */
@Service()
export class RollCall {
  private readonly api = inject(ReadingsApi);

  /** Cold. It neither ends nor fails: where there is no answer, the next one will do. */
  readonly rolls: Observable<Roll> = defer(() => timer(EVERY_MS * jitter())).pipe(
    switchMap(() => this.call().pipe(catchError(() => EMPTY))),
    repeat(),
  );

  private call(): Observable<Roll> {
    const askedAt = performance.now();
    return this.api
      .latest()
      .pipe(map(({ readings }) => ({ kind: 'roll', tags: new Set(readings.map(({ rfid }) => rfid)), askedAt })));
  }
}

/** Pages that were opened together shouldn't ask together. */
function jitter(): number {
  return 0.75 + Math.random() / 2;
}
