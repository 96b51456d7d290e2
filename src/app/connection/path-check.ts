import { DOCUMENT, inject, NgZone, Service } from '@angular/core';
import { Observable } from 'rxjs';

import { CLOSED, EVENT_SOURCE_FACTORY } from '../event-source';
import { judgePath, type PathArrivals, type PathJudgement } from './path-judgement';

/** How a check goes. */
export type PathProgress =
  | { readonly kind: 'listening'; readonly heard: number }
  | { readonly kind: 'judged'; readonly judgement: PathJudgement };

/** Long enough for something that gathers to show itself twice. */
export const LISTEN_MS = 6_000;

/** Listens to the clock stream for a while. It is no part of the log's stream, and takes a connection of its own. */
@Service()
export class PathCheck {
  private readonly document = inject(DOCUMENT);
  private readonly zone = inject(NgZone);
  private readonly openEventSource = inject(EVENT_SOURCE_FACTORY);

  /** Cold: listens when subscribed to, and ends with the judgement. */
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
          subscriber.next({ kind: 'listening', heard: arrivals.length });
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
