import { CONNECTING, type EventSourceFactory, type EventSourceLike } from '../event-source';
import { ConnectionStateTracker } from './connection-state-tracker';
import { EventBatcher } from './event-batcher';
import { FrameReader } from './frame-reader';
import { ReconnectScheduler, type RefusalProbe } from './reconnect-scheduler';
import type { SseMessage, SseSettings } from './sse-api';
import { Watchdog } from './watchdog';

/** Dependencies of a connection. */
export interface SseEnvironment {
  readonly window: Window;
  readonly openEventSource: EventSourceFactory;
  readonly probeRefusal: RefusalProbe;
  readonly deliver: (messages: readonly SseMessage[]) => void;
}

/** Number of missed heartbeats after which a stream is considered dead. */
const MAX_MISSED_HEARTBEATS = 2.5;

/** Event types that are always listened to. */
const OWN_TYPES: readonly string[] = ['open', 'error', 'heartbeat', 'gap'];

/** [spec] HTML, 9.2.3: with this status, a server tells clients to stop reconnecting. */
const NO_CONTENT = 204;

/**
 * A supervised event stream. A browser's EventSource reconnects after a cut, but it stops after a refusal and doesn't notice a dead
 * connection. In both cases this class opens a new EventSource that resumes after the last event.
 */
export class SseConnection {
  private readonly settings: SseSettings;
  private readonly environment: SseEnvironment;
  private readonly batcher: EventBatcher;
  private readonly frames: FrameReader;
  private readonly state: ConnectionStateTracker;
  private readonly reconnects: ReconnectScheduler;
  private readonly watchdog: Watchdog;
  private readonly listeners = new AbortController();
  private source: EventSourceLike | undefined;

  constructor(settings: SseSettings, environment: SseEnvironment) {
    this.settings = settings;
    this.environment = environment;
    this.batcher = new EventBatcher(settings.batchMs, environment.deliver, () =>
      this.state.connected(this.frames.behind),
    );
    this.frames = new FrameReader(settings, this.batcher);
    this.state = new ConnectionStateTracker(
      () => environment.window.navigator.onLine,
      (state) => this.batcher.sendNow({ kind: 'state', state }),
    );
    this.reconnects = new ReconnectScheduler(settings, environment.probeRefusal, {
      reconnect: () => this.openSource(),
      refused: (reason) => this.state.refused(reason),
    });
    this.watchdog = new Watchdog(settings.heartbeatMs * MAX_MISSED_HEARTBEATS, (since) => this.onSilence(since));
  }

  open(): void {
    this.batcher.sendNow({ kind: 'state', state: this.state.current });
    this.openSource();
    this.listenToDevice();
  }

  close(): void {
    this.listeners.abort();
    this.closeSource();
    this.state.stop();
    this.batcher.clear();
  }

  private listenToDevice(): void {
    const { window } = this.environment;
    const { signal } = this.listeners;
    // A connection over the previous network may hang without an error.
    window.addEventListener('online', () => this.reconnectNow(), { signal });
    window.addEventListener('offline', () => this.state.networkChanged(), { signal });
    window.document.addEventListener('visibilitychange', () => this.onVisibilityChange(), { signal });
  }

  private openSource(): void {
    this.closeSource();
    // A subscriber may unsubscribe while it receives the state.
    if (this.listeners.signal.aborted) return;
    const source = this.environment.openEventSource(this.url());
    this.source = source;
    this.frames.startSource();
    this.watchdog.feed();
    for (const type of new Set([...OWN_TYPES, ...this.requestedTypes])) {
      source.addEventListener(type, (event) => this.receive(source, event));
    }
  }

  /** Returns the absolute URL. A new EventSource sends no Last-Event-ID, so the id is in the query. */
  private url(): string {
    const url = new URL(this.settings.url, this.environment.window.document.baseURI);
    const { lastEventId } = this.frames;
    if (lastEventId !== '') url.searchParams.set('lastEventId', lastEventId);
    return url.href;
  }

  private get requestedTypes(): readonly string[] {
    return [...this.settings.types, ...this.settings.notices];
  }

  private closeSource(): void {
    this.reconnects.cancel();
    this.watchdog.stop();
    this.source?.close();
    this.source = undefined;
  }

  private receive(source: EventSourceLike, event: Event): void {
    if (source !== this.source) return;
    this.watchdog.feed();
    // A server may also send events of type `open` and `error`; only those have data.
    if ('data' in event) this.onFrame(event as MessageEvent<string>);
    else if (event.type === 'open') this.onOpen();
    else if (source.readyState === CONNECTING) this.state.lost(Date.now());
    else this.onRefusal(event);
  }

  private onOpen(): void {
    this.frames.startConnection();
    if (this.settings.heartbeatMs === 0) this.state.connected(0);
  }

  private onFrame(event: MessageEvent<string>): void {
    this.reconnects.resetBackoff();
    const isOwnSignal = event.type === 'open' || event.type === 'error';
    if (isOwnSignal && !this.requestedTypes.includes(event.type)) return;
    this.frames.read(event);
    if (event.type === 'heartbeat') this.state.connected(this.frames.behind);
  }

  private onRefusal(event: Event): void {
    this.closeSource();
    const status: unknown = Reflect.get(event, 'code');
    if (status === NO_CONTENT) this.listeners.abort();
    this.state.lost(Date.now(), status === NO_CONTENT ? 'stopped' : undefined);
    if (this.listeners.signal.aborted) return;
    this.reconnects.schedule(typeof status === 'number' ? status : undefined);
  }

  private onSilence(since: number): void {
    this.state.lost(since);
    this.openSource();
  }

  private onVisibilityChange(): void {
    if (this.environment.window.document.visibilityState === 'visible') this.watchdog.checkNow();
  }

  private reconnectNow(): void {
    this.reconnects.resetBackoff();
    this.state.lost(Date.now());
    this.openSource();
  }
}
