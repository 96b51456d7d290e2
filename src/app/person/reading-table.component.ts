import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { map, merge, type Observable, startWith, Subject, switchMap, tap } from 'rxjs';

import { StatusMarkComponent } from '../readings/status-mark.component';
import { HistoryApi, type HistoryPage, type HistoryQuery } from '../readings/history.api';
import type { LatestReading } from '../feed/latest-reading';
import { TemperaturePipe, TimePipe } from '../formats/pipes';
import { UnitStore } from '../readings/unit.store';
import { PERSON_TEXT } from '../messages/person';
import { injectReloadTriggers, type LoadState, loadStates } from './load-state';
import { PersonReadings } from './person-readings';
import { PersonRoute } from './person-route';
import type { TimeWindow } from './time-window';

const PAGE = 100;
/** Maximum number of readings per response. */
const MAX_AT_ONCE = 1_000;
/** Maximum number of rows. Without it, the page would become slow; the export has all readings. */
const MAX_ROWS = 2_000;

/** The individual readings of a short period; live readings are added at the top. */
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
  /** The period in words: "In the last hour". */
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
  /** Whether the newest page has to be loaded. */
  private isOutdated = true;

  protected readonly rows = computed(() => {
    const { from, to } = this.window();
    const rfid = this.route.rfid();
    const all = [...this.pages().readings, ...this.readings.recent().map(({ reading }) => reading)];
    // (RFID, TakenAt) identifies a reading: a live one may have been loaded as well.
    const byTime = new Map(
      all.filter((reading) => reading.rfid === rfid).map((reading) => [reading.takenAtMs, reading]),
    );
    return [...byTime.values()]
      .filter(({ takenAtMs }) => takenAtMs >= from && takenAtMs < to)
      .sort((a, b) => b.takenAtMs - a.takenAtMs)
      .slice(0, MAX_ROWS);
  });
  protected readonly hasMore = computed(() => this.pages().next !== undefined && this.rows().length < MAX_ROWS);

  constructor() {
    // PersonReadings drops live readings when the trend reloads, so reload the table at the same times.
    const reloads = injectReloadTriggers().pipe(tap(() => (this.isOutdated = true)));
    toObservable(this.subject)
      .pipe(
        tap(() => (this.isOutdated = true)),
        switchMap(() => merge(this.pageRequests, reloads).pipe(startWith(undefined))),
        switchMap(() => loadStates(this.isOutdated ? this.requestNewest() : this.requestOlder())),
        takeUntilDestroyed(),
      )
      .subscribe((state) => this.setState(state));
  }

  /** Loads the next page, or the page that failed to load. */
  protected showMore(): void {
    if (!this.isLoading()) this.pageRequests.next();
  }

  protected wordOf({ status }: LatestReading): string {
    return this.statuses[status];
  }

  /** Requests as many as are shown, so that no loaded row disappears. */
  private requestNewest(): Observable<HistoryPage> {
    const limit = Math.min(MAX_AT_ONCE, Math.max(PAGE, this.rows().length));
    return this.api.requestPage(this.query(), limit).pipe(tap(() => (this.isOutdated = false)));
  }

  private requestOlder(): Observable<HistoryPage> {
    const known = this.pages();
    return this.api
      .requestPage(this.query(), PAGE, known.next)
      .pipe(map((page) => ({ readings: [...known.readings, ...page.readings], next: page.next })));
  }

  private query(): HistoryQuery {
    return { rfid: this.route.rfid(), ...this.window() };
  }

  private setState(state: LoadState<HistoryPage>): void {
    this.state.set(state);
    if (state.name === 'loaded') this.pages.set(state.value);
  }
}
