import { inject, NgZone, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { interval, Subject, throttleTime } from 'rxjs';

import type { ConnectionState } from '../sse.service';
import { FeedState } from '../feed/feed-state';
import type { FeedEvent } from '../feed/feed-event';
import { People } from './people';
import type { Person } from './person';
import { RateMeter } from './rate-meter';
import type { Snapshot } from './readings.api';
import { type FeedMessage, LogFeed } from '../feed/log-feed';
import type { Roll } from '../feed/roll-call';
import { ServerStore } from './server.store';
import { EMPTY_SUMMARY, summarise } from './summary';
import { TableTime } from './table-time';

/** Beyond this many events a fresh snapshot is there sooner than the end of the replay. */
const LONGEST_REPLAY = 50_000;

/** Rows change places at most this often: nobody can read a list that is always moving. */
const REORDER_EVERY_MS = 500;

/** What the pages show: everyone's latest reading, and the truth about the connection. It alone subscribes to the stream. */
@Service()
export class ReadingsStore {
  private readonly feed = inject(LogFeed);
  private readonly server = inject(ServerStore);
  private readonly zone = inject(NgZone);

  private readonly everyone = new People();
  private readonly rate = new RateMeter();
  private readonly time = new TableTime(this.server);
  private readonly feedState = new FeedState(this.server.clock);
  private readonly reorders = new Subject<void>();

  private readonly peopleState = signal<readonly Person[]>([]);
  private readonly summaryState = signal(EMPTY_SUMMARY);
  private readonly isLoadedState = signal(false);

  /** Everyone: first who needs attention, then by name. */
  readonly people = this.peopleState.asReadonly();
  readonly summary = this.summaryState.asReadonly();
  readonly connection = this.feedState.connection;
  readonly isLive = this.feedState.isLive;
  readonly gap = this.feedState.gap;
  readonly isComplete = this.feedState.isComplete;
  readonly failure = this.feedState.failure;
  /** Whether there has ever been a snapshot. */
  readonly isLoaded = this.isLoadedState.asReadonly();
  /** The server's time (ms since 1970) for which the table holds; it stands still while the stream isn't live. */
  readonly asOf = this.time.asOf;

  constructor() {
    this.feed.messages.pipe(takeUntilDestroyed()).subscribe((message) => this.take(message));
    this.reorders
      .pipe(throttleTime(REORDER_EVERY_MS, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => this.peopleState.set(this.everyone.inOrder()));
    const seconds = interval(1_000).pipe(takeUntilDestroyed());
    this.zone.runOutsideAngular(() => seconds.subscribe(() => this.passSecond()));
  }

  /** The person of a tag; `undefined` as long as nothing is known of them. As reactive as the signals are. */
  person(rfid: string): Person | undefined {
    // The list is told of everyone who comes or goes.
    this.peopleState();
    return this.everyone.find(rfid);
  }

  /** Loads what could not be loaded, without waiting for the next attempt. */
  retryNow(): void {
    this.feed.retryNow();
  }

  /** The gap was read. */
  dismissGap(): void {
    this.feedState.dismissGap();
  }

  private take(message: FeedMessage): void {
    switch (message.kind) {
      case 'snapshot':
        return this.takeSnapshot(message.snapshot);
      case 'failure':
        return this.feedState.failed(message.failure);
      case 'events':
        return this.takeEvents(message.events);
      case 'roll':
        return this.takeRoll(message);
      case 'state':
        return this.takeConnection(message.state);
      case 'heartbeat':
        return this.server.clock.hear(message.heartbeat.at, message.heartbeat.receivedAt);
      case 'gap':
        this.feedState.missed(message.gap);
        return this.feed.reload();
    }
  }

  private takeSnapshot({ readings, atMs }: Snapshot): void {
    this.everyone.replaceAll(readings);
    this.isLoadedState.set(true);
    this.feedState.loaded();
    this.peopleState.set(this.everyone.inOrder());
    this.time.restart(atMs);
    this.count();
  }

  private takeEvents(events: readonly FeedEvent[]): void {
    const readings = events.flatMap((event) => (event.kind === 'reading' ? event.reading : []));
    const movers = readings.filter((reading) => this.everyone.take(reading));
    if (movers.length > 0) this.reorders.next();
    if (this.isLive()) this.rate.add(readings.length);
    this.count();
  }

  private takeRoll({ tags, askedAt }: Roll): void {
    this.everyone.keepOnly(tags, askedAt);
    this.reorders.next();
    this.count();
  }

  private takeConnection(state: ConnectionState): void {
    const before = this.connection().name;
    this.passTime();
    this.feedState.connectionIs(state);
    const now = this.connection();
    if ('since' in now) this.time.goBackTo(now.since);
    if (state.name === 'replaying' && state.behind > LONGEST_REPLAY) this.feed.reload();
    if (state.name === 'live' && before !== 'live') this.rate.resume();
    // After a loss it may be another server, or the same one with other settings.
    if (state.name === 'live' && (before === 'reconnecting' || before === 'offline')) this.server.refresh();
    this.passTime();
  }

  private passSecond(): void {
    if (this.isLive()) this.rate.pass();
    this.passTime();
  }

  private passTime(): void {
    // While the stream isn't live, silence says nothing about a sensor: time stands still for it.
    if (this.isLive()) this.time.goOn();
    this.count();
  }

  private count(): void {
    const staleBefore = this.asOf() - this.server.status().staleAfterMs;
    this.summaryState.set(summarise(this.everyone, this.rate, staleBefore));
  }
}
