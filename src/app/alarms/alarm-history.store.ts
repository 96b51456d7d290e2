import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Alarm } from '@contract/alarm';
import { catchError, defer, EMPTY, type Observable, Subject, switchMap, tap } from 'rxjs';

import { explainFailure } from '../http/failure';
import { ServerStore } from '../readings/server.store';
import { AlarmBook } from './alarm-book';
import type { AlarmChange } from './alarm-change';
import { AlarmsApi, type AlarmsPage } from './alarms.api';
import { AlarmsStore } from './alarms.store';
import { beginningOf, type HistoryFilter, isInState } from './history-filter';
import { KeptChanges } from './kept-changes';

/** About as many as one reads before choosing more narrowly. */
const PAGE_SIZE = 100;

/** The alarms of the history's page: asked for page by page, and kept up to date by the stream. It lives as long as that page. */
@Injectable()
export class AlarmHistoryStore {
  private readonly api = inject(AlarmsApi);
  private readonly pending = inject(AlarmsStore);
  private readonly clock = inject(ServerStore).clock;

  private readonly book = new AlarmBook((alarm) => this.fits(alarm));
  /** The cursor of the page to ask for; `undefined` begins with the latest. */
  private readonly requests = new Subject<string | undefined>();
  private filter: HistoryFilter | undefined;
  private fromMs: number | undefined;
  private next: string | undefined;
  /** Whether what is there has to be asked for anew, and hasn't come yet. */
  private isOutdated = true;
  /** What comes while an answer is under way. */
  private kept: KeptChanges | undefined;

  private readonly alarmsState = signal<readonly Alarm[]>([]);
  private readonly hasMoreState = signal(false);
  private readonly isLoadedState = signal(false);
  private readonly isLoadingState = signal(false);
  private readonly failureState = signal('');

  /** The latest raised first. */
  readonly alarms = this.alarmsState.asReadonly();
  readonly hasMore = this.hasMoreState.asReadonly();
  /** Whether what was chosen has been there yet. */
  readonly isLoaded = this.isLoadedState.asReadonly();
  readonly isLoading = this.isLoadingState.asReadonly();
  /** Why the latest request failed, as a clause; '' when it didn't. */
  readonly failure = this.failureState.asReadonly();

  constructor() {
    const pages = this.requests.pipe(switchMap((before) => this.ask(before)));
    pages.pipe(takeUntilDestroyed()).subscribe();
    this.pending.changes.pipe(takeUntilDestroyed()).subscribe((change) => this.takeChange(change));
    // Changes may have been missed.
    this.pending.restarts.pipe(takeUntilDestroyed()).subscribe(() => this.reload());
  }

  /** Shows these from now on. */
  choose(filter: HistoryFilter): void {
    this.filter = filter;
    this.isLoadedState.set(false);
    this.reload();
  }

  /** Loads what is older than what is there; after a failure, what could not be had. */
  loadMore(): void {
    if (this.isLoading()) return;
    if (this.isOutdated) this.reload();
    else if (this.next !== undefined) this.requests.next(this.next);
  }

  private reload(): void {
    if (!this.filter) return;
    this.isOutdated = true;
    this.fromMs = beginningOf(this.filter.period, this.clock.now());
    this.requests.next(undefined);
  }

  private ask(before: string | undefined): Observable<AlarmsPage> {
    return defer(() => {
      const { state = 'all' } = this.filter ?? {};
      this.kept = new KeptChanges();
      this.isLoadingState.set(true);
      this.failureState.set('');
      return this.api.list({
        state,
        limit: PAGE_SIZE,
        ...(this.fromMs === undefined ? {} : { from: this.fromMs }),
        ...(before === undefined ? {} : { before }),
      });
    }).pipe(
      tap((page) => this.takePage(page, before)),
      catchError((error: unknown) => {
        this.isLoadingState.set(false);
        this.failureState.set(explainFailure(error));
        return EMPTY;
      }),
    );
  }

  private takePage({ alarms, position, next }: AlarmsPage, before: string | undefined): void {
    const following = this.kept?.after(position);
    if (!following) throw new TypeError('the log was replaced meanwhile');
    this.kept = undefined;
    if (before === undefined) {
      this.isOutdated = false;
      this.book.clear();
    }
    for (const alarm of alarms) this.book.put(alarm);
    for (const change of following) this.book.take(change);
    this.next = next;
    this.hasMoreState.set(next !== undefined);
    this.isLoadingState.set(false);
    this.isLoadedState.set(true);
    this.show();
  }

  private takeChange(change: AlarmChange): void {
    this.kept?.keep(change);
    if (this.book.take(change) === 'changed') this.show();
  }

  private show(): void {
    this.alarmsState.set(this.book.newestFirst());
  }

  private fits(alarm: Alarm): boolean {
    if (this.filter && !isInState(alarm, this.filter.state)) return false;
    return this.fromMs === undefined || Date.parse(alarm.raisedAt) >= this.fromMs;
  }
}
