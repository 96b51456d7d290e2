import { createEnvironmentInjector, type EnvironmentInjector } from '@angular/core';
import type { Subscription } from 'rxjs';

import { EVENT_SOURCE_FACTORY } from '../../../src/app/event-source';
import { type SseMessage, SseService } from '../../../src/app/sse.service';
import { reportPath, type StreamOrder, type StreamReport, streamPath } from '../stream-order';
import { eventSourceFactory } from './event-source-factory';

/** Far above what the suite waits for, so that only the least wait is of any account. */
const LONGEST_BACKOFF_MS = 30_000;

interface Followed {
  subscription: Subscription;
  reports: number;
}

/** The streams that this page follows through `SseService`, each emission reported to the server. */
export class FollowedStreams {
  private readonly injector: EnvironmentInjector;
  private readonly streams = new Map<number, Followed>();

  constructor(injector: EnvironmentInjector) {
    this.injector = injector;
  }

  /** Follows a stream; one that is followed already goes on with the new order, its reports counted on. */
  follow(order: StreamOrder): void {
    const reports = this.streams.get(order.id)?.reports ?? 0;
    this.leave(order.id);
    this.streams.set(order.id, { subscription: this.subscribe(order), reports });
  }

  leave(id: number): void {
    this.streams.get(id)?.subscription.unsubscribe();
    this.streams.delete(id);
  }

  private subscribe(order: StreamOrder): Subscription {
    const { id, types, mode, lastEventId = '', leastBackoffMs } = order;
    const factory = { provide: EVENT_SOURCE_FACTORY, useValue: eventSourceFactory(order) };
    const injector = createEnvironmentInjector([factory, SseService], this.injector);
    const subscription = injector
      .get(SseService)
      .stream({
        url: streamPath(id),
        types,
        lastEventId,
        ...(mode === 'positions' ? { ids: 'positions' } : { ids: 'opaque', heartbeatMs: 0 }),
        ...(leastBackoffMs !== undefined && { backoffMs: { least: leastBackoffMs, most: LONGEST_BACKOFF_MS } }),
      })
      .subscribe((message) => reportsOf(message).forEach((report) => this.report(id, report)));
    subscription.add(() => injector.destroy());
    return subscription;
  }

  private report(id: number, report: StreamReport): void {
    const stream = this.streams.get(id);
    // The first state is told before the subscription is there.
    if (!stream) return;
    stream.reports += 1;
    const body = JSON.stringify(report);
    fetch(reportPath(id, stream.reports), { method: 'POST', body }).catch(reportError);
  }
}

/** The suite knows events and errors: that a stream is connecting or live is neither. */
function reportsOf(message: SseMessage): readonly StreamReport[] {
  if (message.kind === 'events') return message.events.map((event) => ({ kind: 'event', event }));
  if (message.kind !== 'state' || !('since' in message.state)) return [];
  const { name, attempt } = message.state;
  const error = `${name}, attempt ${attempt}`;
  return [{ kind: 'error', error, comment: error }];
}
