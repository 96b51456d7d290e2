import { inject, Service } from '@angular/core';
import { catchError, defer, EMPTY, map, type Observable, repeat, switchMap, timer } from 'rxjs';

import { SnapshotApi } from './snapshot.api';

/** RFID tags of which the server still retains readings, requested at `requestedAt` (`performance.now()`). */
export interface KnownTags {
  readonly kind: 'known-tags';
  readonly tags: ReadonlySet<string>;
  readonly requestedAt: number;
}

/** Interval between requests. The server retains readings for days, so an hour of delay is harmless. */
const EVERY_MS = 60 * 60_000;

/** Polls the server for the tags that it still knows: the stream has no event for a tag whose readings were all deleted. */
@Service()
export class KnownTagsPoller {
  private readonly api = inject(SnapshotApi);

  /** Emits about once an hour. Cold; never completes or fails, as a failed request is followed by the next one. */
  readonly knownTags: Observable<KnownTags> = defer(() => timer(EVERY_MS * jitter())).pipe(
    switchMap(() => this.requestTags().pipe(catchError(() => EMPTY))),
    repeat(),
  );

  private requestTags(): Observable<KnownTags> {
    const requestedAt = performance.now();
    return this.api
      .requestSnapshot()
      .pipe(
        map(({ readings }) => ({ kind: 'known-tags', tags: new Set(readings.map(({ rfid }) => rfid)), requestedAt })),
      );
  }
}

/** Spreads the requests of pages that were opened at the same time. */
function jitter(): number {
  return 0.75 + Math.random() / 2;
}
