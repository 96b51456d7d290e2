import { DOCUMENT, inject, NgZone, Service } from '@angular/core';
import { Observable } from 'rxjs';

import { EVENT_SOURCE_FACTORY } from './event-source';
import { REFUSAL_PROBE } from './sse/refusal';
import { SseConnection } from './sse/sse-connection';
import type { SseMessage } from './sse/sse-message';
import { type SseOptions, withDefaults } from './sse/sse-options';

export type { SseOptions } from './sse/sse-options';
export type * from './sse/sse-message';

/**
 * Server-Sent Events as an Observable inside NgZone. Options, messages, what it does about each failure: docs/sse-service.md.
 *
 * ```ts
 * inject(SseService)
 *   .stream({ url: '/events', types: ['message'] })
 *   .subscribe((message) => …);
 * ```
 */
@Service()
export class SseService {
  private readonly zone = inject(NgZone);
  private readonly document = inject(DOCUMENT);
  private readonly openEventSource = inject(EVENT_SOURCE_FACTORY);
  private readonly whyRefused = inject(REFUSAL_PROBE);

  /**
   * The stream's events in batches, each event once and in order, and the truth about the connection as soon as it changes.
   * Cold: opened by subscribing and closed by unsubscribing. It neither ends nor fails: what is lost is opened again.
   */
  stream(options: SseOptions): Observable<SseMessage> {
    return new Observable((subscriber) => {
      const deliver = (messages: readonly SseMessage[]): void => {
        this.zone.run(() => messages.forEach((message) => subscriber.next(message)));
      };
      // Opened inside the zone, every single event would be a change detection of its own.
      return this.zone.runOutsideAngular(() => this.follow(options, deliver));
    });
  }

  private follow(options: SseOptions, deliver: (messages: readonly SseMessage[]) => void): () => void {
    const { openEventSource, whyRefused } = this;
    const window = this.document.defaultView ?? globalThis.window;
    const connection = new SseConnection(withDefaults(options), { window, openEventSource, whyRefused, deliver });
    connection.open();
    return () => connection.close();
  }
}
