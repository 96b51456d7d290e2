import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { map, merge, type Observable, startWith, Subject, switchMap, tap } from 'rxjs';

import { StatusMarkComponent } from '../readings/status-mark.component';
import { HistoryApi, type HistoryPage, type HistoryQuery } from '../readings/history.api';
import type { LatestReading } from '../feed/latest-reading';
import { TemperaturePipe, TimePipe } from '../formats/pipes';
import { UnitStore } from '../readings/unit.store';
import { PERSON_TEXT } from '../messages/person';
import { type LoadState, loadStates } from './load-state';
import { PersonReadings } from './person-readings';
import { PersonRoute } from './person-route';
import { injectRefreshes } from './refreshes';
import type { TimeWindow } from './time-window';

const PAGE = 100;
/** The most that one answer holds. */
const MOST_AT_ONCE = 1_000;
/** More rows would make the page slow; who needs them all exports them. */
const MOST_ROWS = 2_000;

/** The single readings of a time that is short enough for that; those that arrive come on top. */
@Component({
  selector: 'vw-reading-table',
  imports: [StatusMarkComponent, TemperaturePipe, TimePipe],
  templateUrl: './reading-table.component.html',
  styleUrl: './numbers-table.css',
})
export class ReadingTableComponent {
  private readonly api = inject(HistoryApi);
  private readonly route = inject(PersonRoute);
  private readonly readings = inject(PersonReadings);

  readonly window = input.required<TimeWindow>();
  /** Which time it is: "In the last hour". */
  readonly when = input.required<string>();

  protected readonly text = PERSON_TEXT.table;
  protected readonly statuses = PERSON_TEXT.now.statuses;
  protected readonly unit = inject(UnitStore).unit;
  protected readonly caption = computed(() => this.text.readings(this.when()));
  private readonly subject = computed(() => ({ rfid: this.route.rfid(), view: this.route.view() }));
  protected readonly state = signal<LoadState<HistoryPage>>({ name: 'loading' });
  protected readonly isLoading = computed(() => this.state().name === 'loading');
  private readonly pages = linkedSignal<unknown, HistoryPage>({
    source: () => this.subject(),
    computation: () => ({ readings: [], next: undefined }),
  });
  private readonly pageRequests = new Subject<void>();
  /** Whether the newest have to be asked for, and haven't come yet. */
  private isOutdated = true;

  protected readonly rows = computed(() => {
    const { from, to } = this.window();
    const rfid = this.route.rfid();
    const all = [...this.pages().readings, ...this.readings.recent().map(({ reading }) => reading)];
    // Identity is (RFID, TakenAt), and what has just arrived may have been loaded as well.
    const byTime = new Map(
      all.filter((reading) => reading.rfid === rfid).map((reading) => [reading.takenAtMs, reading]),
    );
    return [...byTime.values()]
      .filter(({ takenAtMs }) => takenAtMs >= from && takenAtMs < to)
      .sort((a, b) => b.takenAtMs - a.takenAtMs)
      .slice(0, MOST_ROWS);
  });
  protected readonly hasMore = computed(() => this.pages().next !== undefined && this.rows().length < MOST_ROWS);

  constructor() {
    // Live readings are forgotten once the trend has them: it asks anew at the same times.
    const refreshes = injectRefreshes().pipe(tap(() => (this.isOutdated = true)));
    toObservable(this.subject)
      .pipe(
        tap(() => (this.isOutdated = true)),
        switchMap(() => merge(this.pageRequests, refreshes).pipe(startWith(undefined))),
        switchMap(() => loadStates(this.isOutdated ? this.newest() : this.older())),
        takeUntilDestroyed(),
      )
      .subscribe((state) => this.take(state));
  }

  /** The next page, or what could not be loaded. */
  protected showMore(): void {
    if (!this.isLoading()) this.pageRequests.next();
  }

  protected wordOf({ status }: LatestReading): string {
    return this.statuses[status];
  }

  /** As many as are shown, so that none goes that somebody has asked for. */
  private newest(): Observable<HistoryPage> {
    const limit = Math.min(MOST_AT_ONCE, Math.max(PAGE, this.rows().length));
    return this.api.requestPage(this.query(), limit).pipe(tap(() => (this.isOutdated = false)));
  }

  private older(): Observable<HistoryPage> {
    const known = this.pages();
    return this.api
      .requestPage(this.query(), PAGE, known.next)
      .pipe(map((page) => ({ readings: [...known.readings, ...page.readings], next: page.next })));
  }

  private query(): HistoryQuery {
    return { rfid: this.route.rfid(), ...this.window() };
  }

  private take(state: LoadState<HistoryPage>): void {
    this.state.set(state);
    if (state.name === 'loaded') this.pages.set(state.value);
  }
}
