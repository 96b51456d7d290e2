import type { SseEvent, SseMessage } from './sse-message';

/** More are handed over at once: a hidden tab's timers may come a minute late, and events would pile up until then. */
const LARGEST_BATCH = 2_000;

/**
 * Hands events over at most every `batchMs`: at once when that long nothing went out, otherwise together with what follows
 * within it, so that a single event doesn't wait for a timer, which may come late in a hidden tab. Anything else goes out at
 * once, behind the events that came before it. `afterBatch` is called when a batch has gone out.
 */
export class Outbox {
  private readonly batchMs: number;
  private readonly deliver: (messages: readonly SseMessage[]) => void;
  private readonly afterBatch: () => void;
  private events: SseEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private deliveredAt = -Infinity;

  constructor(batchMs: number, deliver: (messages: readonly SseMessage[]) => void, afterBatch: () => void) {
    this.batchMs = batchMs;
    this.deliver = deliver;
    this.afterBatch = afterBatch;
  }

  /** An event for this batch or the next. */
  add(event: SseEvent): void {
    this.events.push(event);
    const waitMs = this.deliveredAt + this.batchMs - performance.now();
    if (waitMs <= 0 || this.events.length >= LARGEST_BATCH) this.sendBatch();
    else this.timer ??= setTimeout(() => this.sendBatch(), waitMs);
  }

  /** A message that can't wait, with the events before it. */
  tell(message: SseMessage): void {
    this.send([...this.takeEvents(), message]);
  }

  /** Forgets what is waiting. */
  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.events = [];
  }

  private sendBatch(): void {
    this.send(this.takeEvents());
    this.afterBatch();
  }

  private send(messages: readonly SseMessage[]): void {
    this.deliveredAt = performance.now();
    this.deliver(messages);
  }

  private takeEvents(): SseMessage[] {
    const events = this.events;
    this.close();
    return events.length > 0 ? [{ kind: 'events', events }] : [];
  }
}
