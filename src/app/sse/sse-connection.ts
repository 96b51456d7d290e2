import { CONNECTING, type EventSourceFactory, type EventSourceLike } from '../event-source';
import { ConnectionTruth } from './connection-truth';
import { FrameReader } from './frame-reader';
import { Outbox } from './outbox';
import type { RefusalProbe } from './refusal';
import { Reopening } from './reopening';
import type { SseMessage } from './sse-message';
import type { SseSettings } from './sse-options';
import { streamUrl } from './stream-url';
import { Watchdog } from './watchdog';

/** What a connection needs of the world around it. */
export interface SseWorld {
  readonly window: Window;
  readonly openEventSource: EventSourceFactory;
  readonly whyRefused: RefusalProbe;
  readonly deliver: (messages: readonly SseMessage[]) => void;
}

/** Silence becomes suspicious after so many heartbeats that should have come. */
const HEARTBEATS_OF_SILENCE = 2.5;

/** What every stream is listened to for, whatever its reader wants. */
const OWN_TYPES: readonly string[] = ['open', 'error', 'heartbeat', 'gap'];

/** [spec] HTML, 9.2.3: the status by which a server tells clients to stop reconnecting. */
const NO_CONTENT = 204;

/**
 * One supervised event stream. A browser's EventSource reconnects by itself after a cut, but gives up for good when it is
 * refused and never notices a line that went dead: there this opens a new one, which goes on after the last event seen.
 */
export class SseConnection {
  private readonly settings: SseSettings;
  private readonly world: SseWorld;
  private readonly outbox: Outbox;
  private readonly frames: FrameReader;
  private readonly truth: ConnectionTruth;
  private readonly reopening: Reopening;
  private readonly watchdog: Watchdog;
  private readonly listening = new AbortController();
  private source: EventSourceLike | undefined;

  constructor(settings: SseSettings, world: SseWorld) {
    this.settings = settings;
    this.world = world;
    this.outbox = new Outbox(settings.batchMs, world.deliver, () => this.truth.connected(this.frames.behind));
    this.frames = new FrameReader(settings, this.outbox);
    this.truth = new ConnectionTruth(
      () => world.window.navigator.onLine,
      (state) => this.outbox.tell({ kind: 'state', state }),
    );
    this.reopening = new Reopening(settings, world.whyRefused, {
      reopen: () => this.openSource(),
      tellRefused: (refused) => this.truth.refused(refused),
    });
    this.watchdog = new Watchdog(settings.heartbeatMs * HEARTBEATS_OF_SILENCE, (since) => this.onSilence(since));
  }

  open(): void {
    this.outbox.tell({ kind: 'state', state: this.truth.current });
    this.openSource();
    this.watchDevice();
  }

  close(): void {
    this.listening.abort();
    this.letGo();
    this.truth.close();
    this.outbox.close();
  }

  private watchDevice(): void {
    const { window } = this.world;
    const { signal } = this.listening;
    // What went over the network that was there before may hang without a word.
    window.addEventListener('online', () => this.reopenNow(), { signal });
    window.addEventListener('offline', () => this.truth.networkChanged(), { signal });
    window.document.addEventListener('visibilitychange', () => this.onVisibilityChange(), { signal });
  }

  private openSource(): void {
    this.letGo();
    // Whoever hears of a loss may unsubscribe in that very moment.
    if (this.listening.signal.aborted) return;
    const { url } = this.settings;
    const base = this.world.window.document.baseURI;
    const source = this.world.openEventSource(streamUrl(url, base, this.frames.lastEventId));
    this.source = source;
    this.frames.startSource();
    this.watchdog.feed();
    for (const type of new Set([...OWN_TYPES, ...this.wanted])) {
      source.addEventListener(type, (event) => this.receive(source, event));
    }
  }

  /** The types of event and notice that were asked for. */
  private get wanted(): readonly string[] {
    return [...this.settings.types, ...this.settings.notices];
  }

  private letGo(): void {
    this.reopening.cancel();
    this.watchdog.stop();
    this.source?.close();
    this.source = undefined;
  }

  private receive(source: EventSourceLike, event: Event): void {
    if (source !== this.source) return;
    this.watchdog.feed();
    // A server may call its events `open` and `error` too; only those have data.
    if ('data' in event) this.onFrame(event as MessageEvent<string>);
    else if (event.type === 'open') this.onOpen();
    else if (source.readyState === CONNECTING) this.truth.lost(Date.now());
    else this.onRefusal(event);
  }

  private onOpen(): void {
    this.frames.startConnection();
    if (this.settings.heartbeatMs === 0) this.truth.connected(0);
  }

  private onFrame(event: MessageEvent<string>): void {
    this.reopening.startOver();
    const isFalseSignal = event.type === 'open' || event.type === 'error';
    if (isFalseSignal && !this.wanted.includes(event.type)) return;
    this.frames.read(event);
    if (event.type === 'heartbeat') this.truth.connected(this.frames.behind);
  }

  private onRefusal(event: Event): void {
    this.letGo();
    const status: unknown = Reflect.get(event, 'code');
    if (status === NO_CONTENT) this.listening.abort();
    this.truth.lost(Date.now(), status === NO_CONTENT ? 'stopped' : undefined);
    if (this.listening.signal.aborted) return;
    this.reopening.plan(typeof status === 'number' ? status : undefined);
  }

  private onSilence(since: number): void {
    this.truth.lost(since);
    this.openSource();
  }

  private onVisibilityChange(): void {
    if (this.world.window.document.visibilityState === 'visible') this.watchdog.check();
  }

  private reopenNow(): void {
    this.reopening.startOver();
    this.truth.lost(Date.now());
    this.openSource();
  }
}
