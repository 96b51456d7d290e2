import type { SseEvent, SseMessage } from './sse-api';

/** Maximum size of a batch. Without it, events would accumulate in hidden tabs, where timers may fire a minute late. */
const MAX_BATCH_SIZE = 2_000;

/**
 * Delivers events in batches, at most one every `batchMs`. An event after a longer pause is delivered at once, without a timer. Other
 * messages are delivered immediately, after the pending events. `onBatch` is called after each batch.
 */
export class EventBatcher {
  private readonly batchMs: number;
  private readonly deliver: (messages: readonly SseMessage[]) => void;
  private readonly onBatch: () => void;
  private events: SseEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private deliveredAt = -Infinity;

  constructor(batchMs: number, deliver: (messages: readonly SseMessage[]) => void, onBatch: () => void) {
    this.batchMs = batchMs;
    this.deliver = deliver;
    this.onBatch = onBatch;
  }

  addEvent(event: SseEvent): void {
    this.events.push(event);
    const waitMs = this.deliveredAt + this.batchMs - performance.now();
    if (waitMs <= 0 || this.events.length >= MAX_BATCH_SIZE) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), waitMs);
  }

  /** Delivers pending events, then the message. */
  sendNow(message: SseMessage): void {
    this.send([...this.removeEvents(), message]);
  }

  /** Drops pending events. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.events = [];
  }

  private flush(): void {
    this.send(this.removeEvents());
    this.onBatch();
  }

  private send(messages: readonly SseMessage[]): void {
    this.deliveredAt = performance.now();
    this.deliver(messages);
  }

  private removeEvents(): SseMessage[] {
    const events = this.events;
    this.clear();
    return events.length > 0 ? [{ kind: 'events', events }] : [];
  }
}
