import { DOCUMENT, inject, NgZone, Service } from '@angular/core';
import { Observable } from 'rxjs';

import { CLOSED, EVENT_SOURCE_FACTORY } from '../event-source';
import { judgePath, type PathArrivals, type PathJudgement } from './path-judgement';

/** Progress of a check. */
export type PathProgress =
  | { readonly kind: 'listening'; readonly received: number }
  | { readonly kind: 'judged'; readonly judgement: PathJudgement };

/** Duration of a check, long enough for a buffer to be flushed twice. */
export const LISTEN_MS = 6_000;

/** Receives the clock stream `/stream` for some seconds, on a separate connection. */
@Service()
export class PathCheck {
  private readonly document = inject(DOCUMENT);
  private readonly zone = inject(NgZone);
  private readonly openEventSource = inject(EVENT_SOURCE_FACTORY);

  /** Emits the progress and completes with the judgement. Cold. */
  check(): Observable<PathProgress> {
    return new Observable((subscriber) =>
      this.zone.runOutsideAngular(() => {
        const startedAt = performance.now();
        const arrivals: number[] = [];
        const source = this.openEventSource(new URL('/stream', this.document.baseURI).href);
        const end = (ending: PathArrivals['ending']): void => {
          subscriber.next({ kind: 'judged', judgement: judgePath({ arrivals, ending }) });
          subscriber.complete();
        };
        source.addEventListener('message', () => {
          arrivals.push(performance.now() - startedAt);
          subscriber.next({ kind: 'listening', received: arrivals.length });
        });
        source.addEventListener('error', () => end(source.readyState === CLOSED ? 'refused' : 'lost'));
        const timer = setTimeout(() => end('listened'), LISTEN_MS);
        return () => {
          clearTimeout(timer);
          source.close();
        };
      }),
    );
  }
}
