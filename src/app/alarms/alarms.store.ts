import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Acknowledgement, Alarm } from '@contract/alarm';
import { defer, type Observable, ReplaySubject, Subject, switchMap, throttleTime } from 'rxjs';

import type { FeedEvent } from '../feed/feed-event';
import type { FeedMessage } from '../feed/log-feed';
import type { LoadFailure } from '../feed/snapshot-loader';
import { ServerStore } from '../readings/server.store';
import { isReached } from '../sse/event-position';
import { AlarmBoard } from './alarm-board';
import { AlarmBook } from './alarm-book';
import type { AlarmChange } from './alarm-change';
import { AlarmsFeed } from './alarms-feed';
import { type AlarmsLoad, AlarmsLoader, type PendingAlarms } from './alarms-loader';
import { KeptChanges } from './kept-changes';
import { OpenAlarms } from './open-alarms';
import { WaitingTimes } from './waiting-times';

/** Nobody reads more; where nobody acknowledges, they would otherwise pile up for days. */
const MOST_HELD = 2_000;

/** Batches with new alarms that are kept for who calls them out, and is loaded later. */
const MOST_UNHEARD = 100;

/** When so few are left of many, the older ones are asked for. */
const FEW = 200;

/** A stream that names alarms which no answer has would have us ask without end. */
const ASK_EVERY_MS = 5_000;

/** The alarms that are open or unacknowledged. They stay until they are over and somebody has seen them. */
@Service()
export class AlarmsStore {
  private readonly feed = inject(AlarmsFeed);
  private readonly loader = inject(AlarmsLoader);
  private readonly server = inject(ServerStore);
  private readonly board = inject(AlarmBoard);

  private readonly open = new OpenAlarms();
  private readonly book = new AlarmBook((alarm) => alarm.endedAt === undefined || !alarm.acknowledged);
  private readonly times = new WaitingTimes();
  private readonly asks = new Subject<void>();
  private readonly changesSubject = new Subject<AlarmChange>();
  private readonly arrivalsSubject = new ReplaySubject<readonly Alarm[]>(MOST_UNHEARD);
  private readonly restartsSubject = new Subject<void>();
  /** What comes while an answer is under way. */
  private kept: KeptChanges | undefined;
  private hasMoreOpen = false;
  /** The position of the latest answer. */
  private answeredAt = '';

  private readonly isLoadedState = signal(false);
  private readonly failureState = signal<LoadFailure | undefined>(undefined);

  /** Those that nobody has acknowledged, the latest raised first, those already over included. */
  readonly waiting = this.board.waiting.asReadonly();
  /** People whose latest reading carries an alarm. */
  readonly openCount = this.feed.openCount.asReadonly();
  /** Whether the server has ever said which alarms there are. */
  readonly isLoaded = this.isLoadedState.asReadonly();
  /** Whether more wait than are held here, older ones. */
  readonly hasMore = this.board.hasMore.asReadonly();
  /** Why the alarms could not be loaded; `undefined` when they were. */
  readonly failure = this.failureState.asReadonly();

  /** Every change, as the stream brings it. */
  readonly changes = this.changesSubject.asObservable();
  /** Alarms that came up after the page was opened, in whatever way they were learnt, also before somebody listens. */
  readonly arrivals = this.arrivalsSubject.asObservable();
  /** Changes may have been missed: what is known of alarms has to be asked for anew. */
  readonly restarts = this.restartsSubject.asObservable();

  constructor() {
    const answers = this.asks.pipe(
      throttleTime(ASK_EVERY_MS, undefined, { leading: true, trailing: true }),
      switchMap(() => this.ask()),
    );
    answers.pipe(takeUntilDestroyed()).subscribe((load) => this.takeLoad(load));
    this.feed.messages.pipe(takeUntilDestroyed()).subscribe((message) => this.take(message));
  }

  /** The server has answered that this was acknowledged: no need to wait for the stream, which may be down. */
  acknowledged(acknowledgement: Acknowledgement): void {
    this.takeChanges([{ kind: 'acknowledged', id: '', acknowledgement }]);
  }

  private take(message: FeedMessage): void {
    switch (message.kind) {
      case 'snapshot':
        this.open.replaceAll(message.snapshot.readings);
        this.feed.openCount.set(this.open.size);
        this.asks.next();
        return this.restartsSubject.next();
      case 'events':
        return this.takeEvents(message.events);
      case 'known-tags':
        this.open.keepOnly(message.tags, message.requestedAt);
        return this.feed.openCount.set(this.open.size);
      default:
    }
  }

  private takeEvents(events: readonly FeedEvent[]): void {
    const serverMs = this.server.clock.now();
    const changes = events.flatMap((event) => this.open.take(event, serverMs));
    if (changes.length === 0) return;
    this.feed.openCount.set(this.open.size);
    this.takeChanges(changes);
  }

  private takeChanges(changes: readonly AlarmChange[]): void {
    const raised: Alarm[] = [];
    let hasChanged = false;
    for (const change of changes) {
      this.kept?.keep(change);
      const taken = this.book.take(change);
      if (taken === 'changed') hasChanged = true;
      if (taken === 'changed' && change.kind === 'raised') {
        this.times.learn(change.alarm, this.server.clock.now());
        raised.push(change.alarm);
      }
      // Where there are more than are held, it is one of those.
      if (taken === 'unknown' && change.kind === 'carried' && this.isUpToDate()) this.asks.next();
      this.changesSubject.next(change);
    }
    if (hasChanged) this.show(raised);
  }

  private isUpToDate(): boolean {
    return this.isLoaded() && !this.hasMore() && !this.hasMoreOpen && !this.kept;
  }

  private ask(): Observable<AlarmsLoad> {
    return defer(() => {
      this.kept = new KeptChanges();
      return this.loader.load();
    });
  }

  private takeLoad(load: AlarmsLoad): void {
    if (load.kind === 'failure') {
      const { reason, retryAt } = load.failure;
      this.failureState.set({ reason, retryAt: this.server.clock.at(retryAt) });
    }
    if (load.kind === 'pending') this.takePending(load.pending);
  }

  private takePending({ alarms, position, hasMoreWaiting, hasMoreOpen }: PendingAlarms): void {
    const following = this.kept?.after(position);
    this.kept = undefined;
    this.failureState.set(undefined);
    if (!following) return this.asks.next();
    const news = alarms.filter(({ alarm }) => this.isNews(alarm));
    this.answeredAt = position;
    this.book.clear();
    for (const alarm of alarms) this.book.put(alarm);
    for (const change of following) this.book.take(change);
    this.board.hasMore.set(hasMoreWaiting);
    this.hasMoreOpen = hasMoreOpen;
    this.isLoadedState.set(true);
    this.show(news);
  }

  /** What comes up from below, as there were more than are held, has been told to those who were there then. */
  private isNews(alarm: string): boolean {
    if (!this.isLoaded() || this.book.get(alarm)) return false;
    return !this.hasMore() || !isReached(alarm, this.answeredAt);
  }

  private show(arrived: readonly Alarm[]): void {
    if (this.book.trim(MOST_HELD)) this.board.hasMore.set(true);
    const known = this.book.newestFirst();
    const unacknowledged = known.filter((alarm) => !alarm.acknowledged);
    this.board.waiting.set(this.times.of(unacknowledged));
    this.board.seen.set(
      new Map(known.flatMap(({ alarm, acknowledged }) => (acknowledged ? [[alarm, acknowledged]] : []))),
    );
    if (this.hasMore() && unacknowledged.length < FEW && !this.kept) this.asks.next();
    const waiting = arrived.filter(({ alarm }) => this.book.get(alarm)?.acknowledged === undefined);
    if (waiting.length > 0) this.arrivalsSubject.next(waiting);
  }
}
