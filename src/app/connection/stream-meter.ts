import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Subject, switchMap, timer } from 'rxjs';

import type { FeedEvent } from '../feed/feed-event';
import { type FeedMessage, LogFeed } from '../feed/log-feed';
import { RateMeter } from '../readings/rate-meter';
import { ServerStore } from '../readings/server.store';
import type { ConnectionState, SseHeartbeat } from '../sse.service';
import { DelayHistogram, type Delays } from './delay-histogram';
import { MissedEvents } from './missed-events';
import { type OutageReport, Outages } from './outages';

/** Measurements of the stream since the page was opened. */
export interface StreamNumbers {
  /** Device times (ms since 1970) of opening the page and of the last change of state. */
  readonly startedAt: number;
  readonly stateSince: number;
  /** Delays of heartbeats from the server to the page. */
  readonly heartbeats: Delays;
  /** Ages of readings on arrival, including the sensor's delay. */
  readonly ages: Delays;
  readonly outages: OutageReport;
  readonly events: number;
  readonly characters: number;
  /** `undefined` until measured for long enough. */
  readonly eventsPerMinute: number | undefined;
  readonly charactersPerMinute: number | undefined;
  /** Id of the newest event; `''` for none. */
  readonly position: string;
}

/** Time for which the number of replayed events is shown. */
const REPLAYED_SHOWN_MS = 8_000;

/** Measures the stream. */
@Service()
export class StreamMeter {
  private readonly feed = inject(LogFeed);
  private readonly server = inject(ServerStore);

  private readonly startedAt = Date.now();
  private readonly heartbeats = new DelayHistogram();
  private readonly ages = new DelayHistogram();
  private readonly outages = new Outages();
  private readonly missed = new MissedEvents();
  private readonly eventRate = new RateMeter();
  private readonly characterRate = new RateMeter();
  private readonly reconnects = new Subject<void>();
  private readonly replayedState = signal(0);
  private state: ConnectionState['name'] = 'connecting';
  private stateSince = this.startedAt;
  private events = 0;
  private characters = 0;
  private position = '';

  /** Number of events replayed by the latest reconnect; reset to 0 after 8 s. */
  readonly replayed = this.replayedState.asReadonly();

  constructor() {
    this.feed.messages.pipe(takeUntilDestroyed()).subscribe((message) => this.onMessage(message));
    this.reconnects
      .pipe(
        switchMap(() => timer(REPLAYED_SHOWN_MS)),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.replayedState.set(0));
  }

  read(): StreamNumbers {
    this.eventRate.advance();
    this.characterRate.advance();
    return {
      startedAt: this.startedAt,
      stateSince: this.stateSince,
      heartbeats: this.heartbeats.read(),
      ages: this.ages.read(),
      outages: this.outages.read(Date.now()),
      events: this.events,
      characters: this.characters,
      eventsPerMinute: this.eventRate.perMinute(),
      charactersPerMinute: this.characterRate.perMinute(),
      position: this.position,
    };
  }

  private onMessage(message: FeedMessage): void {
    switch (message.kind) {
      case 'state':
        return this.onState(message.state);
      case 'events':
        return this.onEvents(message.events, message.characters);
      case 'heartbeat':
        return this.onHeartbeat(message.heartbeat);
      case 'snapshot':
        this.position = message.snapshot.position;
        return this.missed.reset();
      case 'gap':
      case 'failure':
      case 'notice':
      case 'known-tags':
        return;
    }
  }

  private onState(state: ConnectionState): void {
    const now = Date.now();
    if (state.name !== this.state) this.stateSince = 'since' in state ? state.since : now;
    const isLoss = state.name === 'reconnecting' || state.name === 'offline';
    if (isLoss) this.onLoss(state, now);
    else if (state.name === 'live') this.onReconnect(now);
    else this.outages.notLive(now);
    this.state = state.name;
  }

  private onLoss(state: Parameters<Outages['lost']>[0], now: number): void {
    this.outages.lost(state, now);
    this.missed.lost();
    this.replayedState.set(0);
  }

  private onReconnect(now: number): void {
    const replayed = this.missed.caughtUp();
    this.outages.live(replayed, now);
    if (replayed === undefined || replayed === 0) return;
    this.replayedState.set(replayed);
    this.reconnects.next();
  }

  private onEvents(events: readonly FeedEvent[], characters: number): void {
    this.events += events.length;
    this.characters += characters;
    this.eventRate.add(events.length);
    this.characterRate.add(characters);
    this.position = events.at(-1)?.id ?? this.position;
    this.missed.events(events);
    // The age of replayed readings includes the outage.
    if (this.state === 'live') this.measureAges(events);
  }

  private measureAges(events: readonly FeedEvent[]): void {
    const now = this.server.clock.now();
    for (const event of events) if (event.kind === 'reading') this.ages.add(now - event.reading.takenAtMs);
  }

  private onHeartbeat({ at, receivedAt, head }: SseHeartbeat): void {
    this.missed.heartbeat(head);
    const { clock } = this.server;
    // Until then, the server's time is only known from heartbeats, whose delays would all be 0.
    if (clock.roundTripMs !== undefined && !Number.isNaN(at)) this.heartbeats.add(clock.at(receivedAt) - at);
  }
}
