import { provideZoneChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Subscription } from 'rxjs';

import { FakeClocks } from '../clocks.fake';
import { EVENT_SOURCE_FACTORY } from '../event-source';
import { FakeEventSource } from '../event-source.fake';
import {
  type ConnectionState,
  type SseEvent,
  type SseGap,
  type SseMessage,
  type SseNotice,
  type SseOptions,
  SseService,
} from '../sse.service';
import { REFUSAL_PROBE, type Refusal } from './reconnect-scheduler';

/** Subscribes to streams of `SseService` and records their messages. The fake clock starts at 09:15. */
export class StreamRecorder {
  readonly kinds: string[] = [];
  readonly states: ConnectionState[] = [];
  readonly events: SseEvent[] = [];
  readonly gaps: SseGap[] = [];
  readonly notices: SseNotice[] = [];
  readonly subscription = new Subscription();
  /** Result of the refusal probe. */
  refusal: Refusal = { kind: 'unknown' };
  /** Number of refusal probes. */
  probeCount = 0;
  hasNetwork = true;
  readonly clocks = new FakeClocks('2026-11-20T09:15:00Z');

  constructor() {
    FakeEventSource.reset();
    spyOnProperty(navigator, 'onLine').and.callFake(() => this.hasNetwork);
    TestBed.configureTestingModule({
      providers: [
        provideZoneChangeDetection(),
        { provide: EVENT_SOURCE_FACTORY, useValue: (url: string) => new FakeEventSource(url) },
        { provide: REFUSAL_PROBE, useValue: () => this.probe() },
      ],
    });
  }

  get stateNames(): string[] {
    return this.states.map((state) => state.name);
  }

  get data(): string[] {
    return this.events.map((event) => event.data);
  }

  /** Subscribes to a stream whose ids are positions. The back-off is always the shortest. */
  follow(options: Partial<SseOptions> = {}): FakeEventSource {
    const stream = TestBed.inject(SseService).stream({ url: '/events', ids: 'positions', random: () => 0, ...options });
    this.subscription.add(stream.subscribe((message) => this.record(message)));
    return FakeEventSource.newest;
  }

  /** Subscribes to a stream that is at its head, `k3f9-10`. */
  followLive(options: Partial<SseOptions> = {}): FakeEventSource {
    const source = this.follow(options);
    source.accept();
    source.heartbeat('k3f9-10');
    return source;
  }

  /** Lets time pass until the next batch. */
  passBatch(): void {
    jasmine.clock().tick(100);
  }

  /** Lets promises settle; they don't depend on the fake clock. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  close(): void {
    this.subscription.unsubscribe();
    this.clocks.restore();
  }

  private record(message: SseMessage): void {
    this.kinds.push(message.kind);
    if (message.kind === 'state') this.states.push(message.state);
    if (message.kind === 'gap') this.gaps.push(message.gap);
    if (message.kind === 'notice') this.notices.push(message.notice);
    if (message.kind === 'events') this.events.push(...message.events);
  }

  private probe(): Promise<Refusal> {
    this.probeCount += 1;
    return Promise.resolve(this.refusal);
  }
}
