import type { SseEvent, SseMessage } from './sse-message';

/** More are handed over at once: a hidden tab's timers may come a minute late, and events would pile up until then. */
const LARGEST_BATCH = 2_000;

/**
 * Gathers events and hands them over together every `batchMs`; anything else goes out at once, behind the events that
 * came before it. `afterBatch` is called when a batch has gone out.
 */
export class Outbox {
  private readonly batchMs: number;
  private readonly deliver: (messages: readonly SseMessage[]) => void;
  private readonly afterBatch: () => void;
  private events: SseEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(batchMs: number, deliver: (messages: readonly SseMessage[]) => void, afterBatch: () => void) {
    this.batchMs = batchMs;
    this.deliver = deliver;
    this.afterBatch = afterBatch;
  }

  /** An event for the next batch. */
  add(event: SseEvent): void {
    this.events.push(event);
    if (this.events.length >= LARGEST_BATCH) this.sendBatch();
    else this.timer ??= setTimeout(() => this.sendBatch(), this.batchMs);
  }

  /** A message that can't wait, with the events before it. */
  tell(message: SseMessage): void {
    this.deliver([...this.takeEvents(), message]);
  }

  /** Forgets what is waiting. */
  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.events = [];
  }

  private sendBatch(): void {
    this.deliver(this.takeEvents());
    this.afterBatch();
  }

  private takeEvents(): SseMessage[] {
    const events = this.events;
    this.close();
    return events.length > 0 ? [{ kind: 'events', events }] : [];
  }
}
