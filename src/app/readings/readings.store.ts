import { computed, inject, NgZone, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { interval, NEVER, type Observable, startWith, Subject, switchMap, throttleTime } from 'rxjs';

import type { ConnectionState } from '../sse.service';
import { FeedState } from '../feed/feed-state';
import type { FeedEvent } from '../feed/feed-event';
import { type Pace, PaceStore } from './pace.store';
import { People } from './people';
import type { Person } from './person';
import { RateMeter } from './rate-meter';
import type { Snapshot } from './readings.api';
import { isStale } from './freshness';
import { type FeedMessage, LogFeed } from '../feed/log-feed';
import type { Roll } from '../feed/roll-call';
import { ServerStore } from './server.store';
import { EMPTY_SUMMARY, isSameSummary, summarise } from './summary';
import { TableTime } from './table-time';
import { type Arrivals, WaitingRoom } from './waiting-room';

/** Beyond this many events a fresh snapshot is there sooner than the end of the replay. */
const LONGEST_REPLAY = 50_000;

/** Rows change places at most this often: nobody can read a list that is always moving. */
const REORDER_EVERY_MS = 500;

/** How often what has arrived is shown at the slow pace. */
const SLOW_MS = 500;

/**
 * What the pages show: everyone's latest reading, and the truth about the connection. Readings wait at its door for the pace
 * that the reader has chosen; what is true of the connection does not.
 */
@Service()
export class ReadingsStore {
  private readonly feed = inject(LogFeed);
  private readonly server = inject(ServerStore);
  private readonly paceStore = inject(PaceStore);
  private readonly zone = inject(NgZone);

  private readonly everyone = new People();
  private readonly waiting = new WaitingRoom(this.everyone);
  private readonly rate = new RateMeter();
  private readonly time = new TableTime(this.server);
  private readonly feedState = new FeedState(this.server.clock);
  private readonly arrivals = new Subject<void>();
  private readonly reorders = new Subject<void>();
  private readonly shownReadings = new Subject<Arrivals>();

  private readonly peopleState = signal<readonly Person[]>([]);
  private readonly summaryState = signal(EMPTY_SUMMARY, { equal: isSameSummary });
  private readonly waitingCountState = signal(0);
  private readonly isLoadedState = signal(false);

  /** Everyone, by name: a new list whenever somebody's reading may have changed, though not more than twice a second. */
  readonly people = this.peopleState.asReadonly();
  /** Emits every reading of the stream once, when the pages show it: those that came late, and those that a newer one follows at once, too. */
  readonly shown = this.shownReadings.asObservable();
  /** Whether the reader has stopped the table: then it holds for the time at which that was. */
  readonly isPaused = computed(() => this.paceStore.pace() === 'paused');
  /** How many readings have arrived since then. */
  readonly waitingCount = this.waitingCountState.asReadonly();
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
  /** The server's time (ms since 1970, to the second) up to which is known what happened: it goes on while the table is paused. */
  readonly knownUntil = this.time.knownUntil;

  constructor() {
    this.feed.messages.pipe(takeUntilDestroyed()).subscribe((message) => this.take(message));
    this.reorders
      .pipe(throttleTime(REORDER_EVERY_MS, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => this.peopleState.set(this.everyone.byName()));
    const paces = this.paceStore.choices.pipe(startWith(this.paceStore.pace()));
    const turns = paces.pipe(switchMap((pace) => this.turnsAt(pace)));
    turns.pipe(takeUntilDestroyed()).subscribe(() => this.showWaiting());
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
        return this.server.hear(message.heartbeat.at, message.heartbeat.receivedAt);
      case 'gap':
        this.feedState.missed(message.gap);
        return this.feed.reload();
      case 'notice':
        return;
    }
  }

  private takeSnapshot({ readings, atMs }: Snapshot): void {
    this.feedState.loaded();
    this.waiting.takeSnapshot(readings);
    // Even a table that stands still has to show something.
    if (this.isPaused() && this.isLoaded()) return this.time.hear(atMs);
    this.isLoadedState.set(true);
    this.time.restart(atMs);
    this.showWaiting();
    this.peopleState.set(this.everyone.byName());
    this.count();
  }

  private takeEvents(events: readonly FeedEvent[]): void {
    const readings = events.flatMap((event) => (event.kind === 'reading' ? event.reading : []));
    const serverMs = this.server.clock.now();
    for (const reading of readings) this.waiting.takeReading(reading, serverMs);
    if (this.isLive()) this.rate.add(readings.length);
    this.arrivals.next();
  }

  private takeRoll(roll: Roll): void {
    this.waiting.takeRoll(roll);
    this.arrivals.next();
  }

  /** When what is waiting is shown. */
  private turnsAt(pace: Pace): Observable<unknown> {
    switch (pace) {
      case 'fast':
        return this.arrivals.pipe(startWith(undefined));
      case 'slow':
        return this.arrivals.pipe(
          throttleTime(SLOW_MS, undefined, { leading: true, trailing: true }),
          startWith(undefined),
        );
      case 'paused':
        return NEVER;
    }
  }

  private showWaiting(): void {
    const arrivals = this.waiting.empty();
    this.waitingCountState.set(0);
    this.reorders.next();
    this.passTime();
    this.shownReadings.next(arrivals);
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
    if (this.isPaused()) this.waitingCountState.set(this.waiting.count);
    // Who falls silent moves without a reading.
    else this.reorders.next();
  }

  private passTime(): void {
    // While the stream isn't live, silence says nothing about a sensor: time stands still for it.
    if (this.isLive()) this.time.goOn();
    if (this.isPaused()) return;
    this.time.catchUp();
    this.count();
  }

  private count(): void {
    const [asOf, { staleAfterMs }] = [this.asOf(), this.server.status()];
    const isTakenStale = (takenAtMs: number) => isStale(asOf - takenAtMs, staleAfterMs);
    this.summaryState.set(summarise(this.everyone, this.rate, isTakenStale));
  }
}
