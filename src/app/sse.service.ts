import { DOCUMENT, inject, NgZone, Service } from '@angular/core';
import { Observable } from 'rxjs';

import { EVENT_SOURCE_FACTORY } from './event-source';
import { REFUSAL_PROBE } from './sse/reconnect-scheduler';
import { type SseMessage, type SseOptions, withDefaults } from './sse/sse-api';
import { SseConnection } from './sse/sse-connection';

export type * from './sse/sse-api';

/**
 * Server-Sent Events as an Observable inside NgZone. Options, messages and failure handling: docs/sse-service.md.
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
  private readonly probeRefusal = inject(REFUSAL_PROBE);

  /**
   * Emits the stream's events in batches, each event once and in order, and every change of the connection state. Cold: opens on
   * subscribe, closes on unsubscribe. Never completes or fails: a lost stream is opened again.
   */
  stream(options: SseOptions): Observable<SseMessage> {
    return new Observable((subscriber) => {
      const deliver = (messages: readonly SseMessage[]): void => {
        this.zone.run(() => messages.forEach((message) => subscriber.next(message)));
      };
      // Inside the zone, every single event would trigger change detection.
      return this.zone.runOutsideAngular(() => this.connect(options, deliver));
    });
  }

  private connect(options: SseOptions, deliver: (messages: readonly SseMessage[]) => void): () => void {
    const { openEventSource, probeRefusal } = this;
    const window = this.document.defaultView ?? globalThis.window;
    const connection = new SseConnection(withDefaults(options), { window, openEventSource, probeRefusal, deliver });
    connection.open();
    return () => connection.close();
  }
}
