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

/** What the stream has been like since the page was opened. */
export interface StreamNumbers {
  /** When the page was opened, and since when the connection is as it is; ms since 1970, by this device's clock. */
  readonly startedAt: number;
  readonly stateSince: number;
  /** From the server's writing a heartbeat to its arrival here. */
  readonly heartbeats: Delays;
  /** How old readings were on arrival: what the sensor took to send them is in it. */
  readonly ages: Delays;
  readonly outages: OutageReport;
  readonly events: number;
  readonly characters: number;
  /** `undefined` as long as it was watched too briefly to say. */
  readonly eventsPerMinute: number | undefined;
  readonly charactersPerMinute: number | undefined;
  /** The newest event that has come; `''`: none has. */
  readonly position: string;
}

/** How long it is told that a reconnect has brought what was missed. */
const REPLAYED_SHOWN_MS = 8_000;

/** Measures the stream as it comes. It only counts: whoever wants to know asks for {@link read}. */
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
  private readonly returns = new Subject<void>();
  private readonly replayedState = signal(0);
  private state: ConnectionState['name'] = 'connecting';
  private stateSince = this.startedAt;
  private events = 0;
  private characters = 0;
  private position = '';

  /** How many events that were missed the latest reconnect has brought; 0 again after a while. */
  readonly replayed = this.replayedState.asReadonly();

  constructor() {
    this.feed.messages.pipe(takeUntilDestroyed()).subscribe((message) => this.take(message));
    this.returns
      .pipe(
        switchMap(() => timer(REPLAYED_SHOWN_MS)),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.replayedState.set(0));
  }

  /** Everything up to now. */
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

  private take(message: FeedMessage): void {
    switch (message.kind) {
      case 'state':
        return this.takeState(message.state);
      case 'events':
        return this.takeEvents(message.events, message.characters);
      case 'heartbeat':
        return this.takeHeartbeat(message.heartbeat);
      case 'snapshot':
        this.position = message.snapshot.position;
        return this.missed.forget();
      case 'gap':
      case 'failure':
      case 'notice':
      case 'known-tags':
        return;
    }
  }

  private takeState(state: ConnectionState): void {
    const now = Date.now();
    if (state.name !== this.state) this.stateSince = 'since' in state ? state.since : now;
    const isLoss = state.name === 'reconnecting' || state.name === 'offline';
    if (isLoss) this.takeLoss(state, now);
    else if (state.name === 'live') this.takeReturn(now);
    else this.outages.notLive(now);
    this.state = state.name;
  }

  private takeLoss(state: Parameters<Outages['lost']>[0], now: number): void {
    this.outages.lost(state, now);
    this.missed.lost();
    this.replayedState.set(0);
  }

  private takeReturn(now: number): void {
    const replayed = this.missed.caughtUp();
    this.outages.live(replayed, now);
    if (replayed === undefined || replayed === 0) return;
    this.replayedState.set(replayed);
    this.returns.next();
  }

  private takeEvents(events: readonly FeedEvent[], characters: number): void {
    this.events += events.length;
    this.characters += characters;
    this.eventRate.add(events.length);
    this.characterRate.add(characters);
    this.position = events.at(-1)?.id ?? this.position;
    this.missed.events(events);
    // What is replayed is as old as the loss was long, which says nothing of the way.
    if (this.state === 'live') this.measureAges(events);
  }

  private measureAges(events: readonly FeedEvent[]): void {
    const now = this.server.clock.now();
    for (const event of events) if (event.kind === 'reading') this.ages.add(now - event.reading.takenAtMs);
  }

  private takeHeartbeat({ at, receivedAt, head }: SseHeartbeat): void {
    this.missed.heartbeat(head);
    const { clock } = this.server;
    // Until the server's clock was measured it is known by heartbeats alone, which would all seem to take no time.
    if (clock.roundTripMs !== undefined && !Number.isNaN(at)) this.heartbeats.add(clock.at(receivedAt) - at);
  }
}
