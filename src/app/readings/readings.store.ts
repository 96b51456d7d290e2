import { computed, inject, NgZone, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { interval, Subject, throttleTime } from 'rxjs';

import type { ConnectionState, SseGap } from '../sse.service';
import type { LatestReading } from './latest-reading';
import { People } from './people';
import type { Person } from './person';
import { RateMeter } from './rate-meter';
import { type FeedMessage, ReadingsFeed } from './readings.feed';
import { ServerStore } from './server.store';
import type { LoadFailure } from './snapshot-loader';

/** The table in numbers. */
export interface Summary {
  readonly people: number;
  readonly fever: number;
  readonly hypothermia: number;
  /** People whose latest reading is older than it should be. */
  readonly stale: number;
  /** Readings that arrive in a minute; `undefined` as long as that can't be said. */
  readonly perMinute: number | undefined;
}

/** Beyond this many events a fresh snapshot is there sooner than the end of the replay. */
const LONGEST_REPLAY = 50_000;

/** Rows change places at most this often: nobody can read a list that is always moving. */
const REORDER_EVERY_MS = 500;

/** What the pages show: everyone's latest reading, and the truth about the connection. It alone subscribes to the stream. */
@Service()
export class ReadingsStore {
  private readonly feed = inject(ReadingsFeed);
  private readonly server = inject(ServerStore);
  private readonly zone = inject(NgZone);

  private readonly everyone = new People();
  private readonly rate = new RateMeter();
  private readonly reorders = new Subject<void>();

  private readonly peopleState = signal<readonly Person[]>([]);
  private readonly summaryState = signal<Summary>({
    people: 0,
    fever: 0,
    hypothermia: 0,
    stale: 0,
    perMinute: undefined,
  });
  private readonly connectionState = signal<ConnectionState>({ name: 'connecting' });
  private readonly gapState = signal<SseGap | undefined>(undefined);
  private readonly failureState = signal<LoadFailure | undefined>(undefined);
  private readonly isLoadedState = signal(false);
  private readonly asOfState = signal(Date.now());

  /** Everyone: first who needs attention, then by name. */
  readonly people = this.peopleState.asReadonly();
  readonly summary = this.summaryState.asReadonly();
  readonly connection = this.connectionState.asReadonly();
  /** The latest gap that nobody has dismissed. */
  readonly gap = this.gapState.asReadonly();
  /** Why everyone's latest reading could not be loaded; `undefined` when it was. */
  readonly failure = this.failureState.asReadonly();
  /** Whether there has ever been a snapshot. */
  readonly isLoaded = this.isLoadedState.asReadonly();
  /** The server's time (ms since 1970) for which the table holds; it stands still while the stream isn't live. */
  readonly asOf = this.asOfState.asReadonly();
  readonly isLive = computed(() => this.connection().name === 'live');

  constructor() {
    this.feed.messages.pipe(takeUntilDestroyed()).subscribe((message) => this.take(message));
    this.reorders
      .pipe(throttleTime(REORDER_EVERY_MS, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => this.peopleState.set(this.everyone.inOrder()));
    const seconds = interval(1_000).pipe(takeUntilDestroyed());
    this.zone.runOutsideAngular(() => seconds.subscribe(() => this.passSecond()));
  }

  /** Loads what could not be loaded, without waiting for the next attempt. */
  retryNow(): void {
    this.feed.retryNow();
  }

  /** The gap was read. */
  dismissGap(): void {
    this.gapState.set(undefined);
  }

  private take(message: FeedMessage): void {
    switch (message.kind) {
      case 'snapshot':
        return this.takeSnapshot(message.snapshot.readings);
      case 'failure':
        return this.failureState.set(message.failure);
      case 'readings':
        return this.takeReadings(message.readings);
      case 'state':
        return this.takeConnection(message.state);
      case 'heartbeat':
        return this.server.clock.set(message.heartbeat.at, message.heartbeat.receivedAt);
      case 'gap':
        this.gapState.set(message.gap);
        return this.feed.reload();
    }
  }

  private takeSnapshot(readings: readonly LatestReading[]): void {
    this.everyone.replaceAll(readings);
    this.isLoadedState.set(true);
    this.failureState.set(undefined);
    this.peopleState.set(this.everyone.inOrder());
    this.asOfState.set(this.server.clock.now());
    this.server.refresh();
    this.count();
  }

  private takeReadings(readings: readonly LatestReading[]): void {
    const movers = readings.filter((reading) => this.everyone.take(reading));
    if (movers.length > 0) this.reorders.next();
    if (this.isLive()) this.rate.add(readings.length);
    this.count();
  }

  private takeConnection(state: ConnectionState): void {
    const before = this.connection().name;
    this.connectionState.set(state);
    if (state.name === 'replaying' && state.behind > LONGEST_REPLAY) this.feed.reload();
    // After a loss it may be another server, or the same one with other settings.
    if (state.name === 'live' && (before === 'reconnecting' || before === 'offline')) this.server.refresh();
    this.passTime();
  }

  private passSecond(): void {
    if (this.isLive()) this.rate.tick();
    this.passTime();
  }

  private passTime(): void {
    // While the stream isn't live, silence says nothing about a sensor: time stands still for it.
    if (this.isLive()) this.asOfState.set(this.server.clock.now());
    this.count();
  }

  private count(): void {
    const { everyone } = this;
    this.summaryState.set({
      people: everyone.size,
      fever: everyone.count('fever'),
      hypothermia: everyone.count('hypothermia'),
      stale: everyone.countTakenBefore(this.asOf() - this.server.status().staleAfterMs),
      perMinute: this.rate.perMinute(),
    });
  }
}
