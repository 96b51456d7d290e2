import { CLOSED, CONNECTING, type EventSourceLike } from './event-source';

const OPEN = 1;

/** An EventSource whose server is the test. It remembers the last event id as browsers do, across its own reconnects. */
export class FakeEventSource extends EventTarget implements EventSourceLike {
  /** Every one that was opened, the newest last. */
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

  /** Forgets the ones of the tests before. */
  static reset(): void {
    FakeEventSource.opened.length = 0;
  }

  /** The server answers. */
  accept(): void {
    this.readyState = OPEN;
    this.dispatchEvent(new Event('open'));
  }

  /** An event arrives; without an id of its own it carries the last one. */
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

  /** The connection is cut; the browser tries again by itself. */
  lose(): void {
    this.readyState = CONNECTING;
    this.dispatchEvent(new Event('error'));
  }

  /** The server refuses; the browser gives up for good. */
  refuse(code?: number): void {
    this.readyState = CLOSED;
    this.dispatchEvent(Object.assign(new Event('error'), code === undefined ? {} : { code }));
  }

  close(): void {
    this.readyState = CLOSED;
  }
}
