import { computed, inject, NgZone, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { interval, NEVER, type Observable, startWith, Subject, switchMap, throttleTime } from 'rxjs';

import type { FeedEvent } from '../feed/feed-event';
import type { KnownTags } from '../feed/known-tags';
import { type FeedMessage, LogFeed } from '../feed/log-feed';
import type { Snapshot } from '../feed/snapshot.api';
import type { ConnectionState } from '../sse.service';
import { FeedState } from './feed-state';
import { type Freshness, freshnessOf, isStale } from './freshness';
import { PendingReadings, type ShownReadings } from './pending-readings';
import { People } from './people';
import type { Person } from './person';
import { RateMeter } from './rate-meter';
import { ServerStore } from './server.store';
import { EMPTY_SUMMARY, isSameSummary, summarize } from './summary';
import { TableTime } from './table-time';
import { type UpdateRate, UpdateRateStore } from './update-rate.store';

/** Maximum number of events to replay. Above it, loading a snapshot is faster. */
const MAX_REPLAY = 50_000;

/** Minimum interval between changes of the list's order. A list that moves all the time can't be read. */
const REORDER_EVERY_MS = 500;

/** Interval at which new readings are shown at the slow update rate. */
const SLOW_MS = 500;

/**
 * State shown by the pages: the latest reading of each person, and the state of the connection. Readings are shown at the update rate
 * that the user chose; the connection's state always immediately.
 */
@Service()
export class ReadingsStore {
  private readonly feed = inject(LogFeed);
  private readonly server = inject(ServerStore);
  private readonly updateRates = inject(UpdateRateStore);
  private readonly zone = inject(NgZone);

  private readonly everyone = new People();
  private readonly pending = new PendingReadings(this.everyone);
  private readonly rate = new RateMeter();
  private readonly time = new TableTime(this.server);
  private readonly feedState = new FeedState(this.server.clock);
  private readonly arrivals = new Subject<void>();
  private readonly reorders = new Subject<void>();
  private readonly shownReadings = new Subject<ShownReadings>();

  private readonly peopleState = signal<readonly Person[]>([]);
  private readonly summaryState = signal(EMPTY_SUMMARY, { equal: isSameSummary });
  private readonly pendingCountState = signal(0);
  private readonly isLoadedState = signal(false);

  /** All people, sorted by name. A new list whenever a reading may have changed, at most twice a second. */
  readonly people = this.peopleState.asReadonly();
  /** Emits every reading of the stream once, when it is shown; late readings and quickly replaced ones too. */
  readonly shown = this.shownReadings.asObservable();
  /** Whether the user has paused the table. It then shows the state of that moment. */
  readonly isPaused = computed(() => this.updateRates.rate() === 'paused');
  /** Number of readings that have arrived since the table was paused. */
  readonly pendingCount = this.pendingCountState.asReadonly();
  readonly summary = this.summaryState.asReadonly();
  readonly connection = this.feedState.connection;
  readonly isLive = this.feedState.isLive;
  readonly gap = this.feedState.gap;
  readonly isComplete = this.feedState.isComplete;
  readonly failure = this.feedState.failure;
  /** Whether a snapshot has been loaded. */
  readonly isLoaded = this.isLoadedState.asReadonly();
  /** The server's time (ms since 1970) for which the table is shown; stands still while the stream isn't live. */
  readonly asOf = this.time.asOf;
  /** The server's time (ms since 1970, to the second) up to which events have arrived; advances while the table is paused. */
  readonly knownUntil = this.time.knownUntil;

  constructor() {
    this.feed.messages.pipe(takeUntilDestroyed()).subscribe((message) => this.handle(message));
    this.reorders
      .pipe(throttleTime(REORDER_EVERY_MS, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => this.peopleState.set(this.everyone.sortedByName()));
    const rates = this.updateRates.choices.pipe(startWith(this.updateRates.rate()));
    const flushes = rates.pipe(switchMap((rate) => this.flushesAt(rate)));
    flushes.pipe(takeUntilDestroyed()).subscribe(() => this.showPending());
    const seconds = interval(1_000).pipe(takeUntilDestroyed());
    this.zone.runOutsideAngular(() => seconds.subscribe(() => this.tick()));
  }

  /** Returns the person of an RFID tag; `undefined` if the tag is unknown. Reactive, like the signals. */
  person(rfid: string): Person | undefined {
    // Changes whenever a person is added or removed.
    this.peopleState();
    return this.everyone.findByRfid(rfid);
  }

  /** Returns the freshness of a reading at {@link asOf}. */
  freshnessOf(takenAtMs: number): Freshness {
    return freshnessOf(this.asOf() - takenAtMs, this.server.status().staleAfterMs);
  }

  /** Retries a failed load without waiting for the next attempt. */
  retryNow(): void {
    this.feed.retryNow();
  }

  dismissGap(): void {
    this.feedState.dismissGap();
  }

  private handle(message: FeedMessage): void {
    switch (message.kind) {
      case 'snapshot':
        return this.applySnapshot(message.snapshot);
      case 'failure':
        return this.feedState.setFailure(message.failure);
      case 'events':
        return this.addReadings(message.events);
      case 'known-tags':
        return this.setKnownTags(message);
      case 'state':
        return this.setConnection(message.state);
      case 'heartbeat':
        return this.server.observeHeartbeat(message.heartbeat.at, message.heartbeat.receivedAt);
      case 'gap':
        this.feedState.setGap(message.gap);
        return this.feed.reload();
      case 'notice':
        return;
    }
  }

  private applySnapshot({ readings, atMs }: Snapshot): void {
    this.feedState.setLoaded();
    this.pending.addSnapshot(readings);
    // The first snapshot is shown even while paused.
    if (this.isPaused() && this.isLoaded()) return this.time.synchronize(atMs);
    this.isLoadedState.set(true);
    this.time.restart(atMs);
    this.showPending();
    this.peopleState.set(this.everyone.sortedByName());
    this.updateSummary();
  }

  private addReadings(events: readonly FeedEvent[]): void {
    const readings = events.flatMap((event) => (event.kind === 'reading' ? event.reading : []));
    const serverMs = this.server.clock.now();
    for (const reading of readings) this.pending.addReading(reading, serverMs);
    if (this.isLive()) this.rate.add(readings.length);
    this.arrivals.next();
  }

  private setKnownTags(knownTags: KnownTags): void {
    this.pending.setKnownTags(knownTags);
    this.arrivals.next();
  }

  /** Returns an observable that emits whenever pending readings are to be shown. */
  private flushesAt(rate: UpdateRate): Observable<unknown> {
    switch (rate) {
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

  private showPending(): void {
    const shown = this.pending.flush();
    this.pendingCountState.set(0);
    this.reorders.next();
    this.advanceTime();
    this.shownReadings.next(shown);
  }

  private setConnection(state: ConnectionState): void {
    const before = this.connection().name;
    this.advanceTime();
    this.feedState.setConnection(state);
    const now = this.connection();
    if ('since' in now) this.time.rewindTo(now.since);
    if (state.name === 'replaying' && state.behind > MAX_REPLAY) this.feed.reload();
    if (state.name === 'live' && before !== 'live') this.rate.resume();
    // After a loss, the server may be another one or have other settings.
    if (state.name === 'live' && (before === 'reconnecting' || before === 'offline')) this.server.refresh();
    this.advanceTime();
  }

  /** Runs every second. */
  private tick(): void {
    if (this.isLive()) this.rate.advance();
    this.advanceTime();
    if (this.isPaused()) this.pendingCountState.set(this.pending.count);
    // Readings that become stale change the order without an event.
    else this.reorders.next();
  }

  private advanceTime(): void {
    // While the stream isn't live, missing readings don't make a sensor stale, so the time stands still.
    if (this.isLive()) this.time.advance();
    if (this.isPaused()) return;
    this.time.showKnown();
    this.updateSummary();
  }

  private updateSummary(): void {
    const [asOf, { staleAfterMs }] = [this.asOf(), this.server.status()];
    const isTakenStale = (takenAtMs: number) => isStale(asOf - takenAtMs, staleAfterMs);
    this.summaryState.set(summarize(this.everyone, this.rate, isTakenStale));
  }
}
