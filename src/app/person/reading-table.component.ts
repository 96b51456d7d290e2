import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { exhaustMap, map, startWith, Subject, switchMap } from 'rxjs';

import { StatusMarkComponent } from '../dashboard/status-mark.component';
import { HistoryApi, type HistoryPage } from '../readings/history.api';
import type { LatestReading } from '../readings/latest-reading';
import { TemperaturePipe } from '../readings/temperature.pipe';
import { TimePipe } from '../readings/time.pipe';
import { UnitStore } from '../readings/unit.store';
import { PERSON_TEXT } from '../texts/person';
import { type LoadState, loadStates } from './load-state';
import { PersonReadings } from './person-readings';
import { PersonRoute } from './person-route';
import type { TimeWindow } from './time-window';

const PAGE = 100;
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
  private readonly pages = linkedSignal<unknown, HistoryPage>({
    source: () => this.subject(),
    computation: () => ({ readings: [], next: undefined }),
  });
  private readonly pageRequests = new Subject<void>();

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
    toObservable(this.subject)
      .pipe(
        switchMap(() =>
          this.pageRequests.pipe(
            startWith(undefined),
            exhaustMap(() => loadStates(this.nextPage())),
          ),
        ),
        takeUntilDestroyed(),
      )
      .subscribe((state) => this.take(state));
  }

  /** The next page, or the one that could not be loaded. */
  protected showMore(): void {
    this.pageRequests.next();
  }

  protected wordOf({ status }: LatestReading): string {
    return this.statuses[status];
  }

  private nextPage() {
    const query = { rfid: this.route.rfid(), ...this.window() };
    const known = this.pages();
    return this.api
      .page(query, PAGE, known.next)
      .pipe(map((page) => ({ readings: [...known.readings, ...page.readings], next: page.next })));
  }

  private take(state: LoadState<HistoryPage>): void {
    this.state.set(state);
    if (state.name === 'loaded') this.pages.set(state.value);
  }
}
