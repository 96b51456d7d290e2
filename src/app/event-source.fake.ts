import { CLOSED, CONNECTING, type EventSourceLike } from './event-source';

const OPEN = 1;

/** An EventSource controlled by the test. Like a browser's, it keeps the last event id when it reconnects. */
export class FakeEventSource extends EventTarget implements EventSourceLike {
  /** All opened instances, the newest last. */
  static readonly opened: FakeEventSource[] = [];

  readonly url: string;
  readyState: number = CONNECTING;
  private lastEventId = '';

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  static get newest(): FakeEventSource {
    return FakeEventSource.opened.at(-1)!;
  }

  /** Removes the instances of previous tests. */
  static reset(): void {
    FakeEventSource.opened.length = 0;
  }

  /** Opens the connection. */
  accept(): void {
    this.readyState = OPEN;
    this.dispatchEvent(new Event('open'));
  }

  /** Dispatches an event; without an id it repeats the last one. */
  event(type: string, data: string, id?: string): void {
    if (this.readyState === CLOSED) return;
    this.lastEventId = id ?? this.lastEventId;
    this.dispatchEvent(new MessageEvent(type, { data, lastEventId: this.lastEventId }));
  }

  message(data: string, id?: string): void {
    this.event('message', data, id);
  }

  heartbeat(id: string, { head = id, behind = 0, at = new Date(Date.now()).toISOString() } = {}): void {
    this.event('heartbeat', JSON.stringify({ At: at, Head: head, Behind: behind }), id);
  }

  gap(fields: { Requested: string; Reason: string; OldestKept: string; ResumesAt: string }): void {
    this.event('gap', JSON.stringify(fields));
  }

  /** Cuts the connection; the browser reconnects. */
  lose(): void {
    this.readyState = CONNECTING;
    this.dispatchEvent(new Event('error'));
  }

  /** Refuses the connection; the browser doesn't retry. */
  refuse(code?: number): void {
    this.readyState = CLOSED;
    this.dispatchEvent(Object.assign(new Event('error'), code === undefined ? {} : { code }));
  }

  close(): void {
    this.readyState = CLOSED;
  }
}
