import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { defer, filter, map, merge, type Observable, of, startWith, Subject, switchMap, timer } from 'rxjs';

import { ReadingsStore } from '../readings/readings.store';
import { TrendApi, type TrendSeries } from '../readings/trend.api';
import { type LoadState, loadStates } from './load-state';
import { PersonReadings } from './person-readings';
import { PersonRoute } from './person-route';
import { type PersonView, RANGE_MS } from './person-view';
import { injectRefreshes } from './refreshes';
import type { TimeWindow } from './time-window';
import { bucketFor, onGrid } from './trend-grid';
import { NO_SERIES, withinWindow, withReadings } from './trend-series';

interface Request {
  readonly rfid: string;
  readonly view: PersonView;
  readonly bucketMs: number;
}

interface Loaded {
  readonly request: Request;
  readonly series: TrendSeries;
  /** The end (ms since 1970) of what was asked for. */
  readonly to: number;
  /** The person's latest arrival when the question was sent: all up to it are in the answer. */
  readonly askedArrival: number;
  /** The same when the answer came: none after it is in the answer. */
  readonly answeredArrival: number;
}

/** More than a wide screen has places for. */
const MOST_POINTS = 1_000;
/** With fewer, whole buckets would widen the longest window beyond what the server answers for (400 days). */
const FEWEST_POINTS = 50;
/** Whoever turns a wheel or holds a key down asks once. */
const SETTLE_MS = 200;

/** The trend of one person over the time shown, kept up to date by what the stream brings. */
@Service({ autoProvided: false })
export class PersonTrend {
  private readonly api = inject(TrendApi);
  private readonly store = inject(ReadingsStore);
  private readonly route = inject(PersonRoute);
  private readonly readings = inject(PersonReadings);

  private readonly pointsState = signal<number | undefined>(undefined);
  private readonly loadedState = signal<Loaded | undefined>(undefined);
  private readonly stateState = signal<LoadState<Loaded>>({ name: 'loading' });
  private readonly retries = new Subject<void>();

  private readonly bucketMs = computed(() => bucketFor(this.route.lengthMs(), this.pointsState() ?? MOST_POINTS));
  /** The time shown. A range goes on with the present bucket by bucket, so that the chart isn't drawn every second. */
  readonly window = computed<TimeWindow>(
    () => {
      const { range, zoom } = this.route.view();
      if (zoom) return zoom;
      const { to } = onGrid({ from: 0, to: this.store.asOf() }, this.bucketMs());
      return { from: to - RANGE_MS[range], to };
    },
    { equal: (a, b) => a.from === b.from && a.to === b.to },
  );
  /** What is known of the person, within the time shown or not. */
  private readonly known = computed(() => {
    const loaded = this.loadedState();
    if (loaded?.request.rfid !== this.route.rfid()) return NO_SERIES;
    const { series, to, answeredArrival } = loaded;
    return withReadings(series, this.readings.recent(), ({ arrival, takenAtMs }) => {
      return arrival > answeredArrival || takenAtMs >= to;
    });
  });
  /** The buckets of the time shown; until those of a new view are loaded, what is known of it. */
  readonly series = computed(() => withinWindow(this.known(), this.window()));
  readonly state = this.stateState.asReadonly();
  /** Whether the series is that of the person and the view in the address. */
  readonly isCurrent = computed(() => {
    const request = this.loadedState()?.request;
    return request?.rfid === this.route.rfid() && request.view === this.route.view();
  });
  private readonly request = computed<Request | undefined>(() => {
    // Before the first snapshot the server's time isn't known, and so not what "the last hour" is.
    if (this.pointsState() === undefined || !this.store.isLoaded()) return undefined;
    return { rfid: this.route.rfid(), view: this.route.view(), bucketMs: this.bucketMs() };
  });

  constructor() {
    const requests = toObservable(this.request).pipe(
      filter((request) => request !== undefined),
      // The first one has nothing to wait for.
      switchMap((request) => (this.loadedState() ? timer(SETTLE_MS) : of(0)).pipe(map(() => request))),
    );
    const refreshes = merge(injectRefreshes(), this.retries);
    requests
      .pipe(
        switchMap((request) =>
          refreshes.pipe(
            startWith(undefined),
            map(() => request),
          ),
        ),
        switchMap((request) => loadStates(this.load(request))),
        takeUntilDestroyed(),
      )
      .subscribe((state) => this.take(state));
  }

  /** The chart is so many px wide: a bucket for every two of them, at the most. */
  fit(widthPx: number): void {
    // It isn't shown.
    if (widthPx === 0) return;
    this.pointsState.set(Math.min(MOST_POINTS, Math.max(FEWEST_POINTS, Math.floor(widthPx / 2))));
  }

  /** Loads again what could not be loaded. */
  retry(): void {
    this.retries.next();
  }

  private load(request: Request): Observable<Loaded> {
    return defer(() => {
      const { rfid, bucketMs } = request;
      const askedArrival = this.readings.arrivalCount;
      const window = onGrid(this.window(), bucketMs);
      const points = (window.to - window.from) / bucketMs;
      return this.api.requestTrend({ rfid, ...window, points }).pipe(
        map((series) => {
          return { request, series, to: window.to, askedArrival, answeredArrival: this.readings.arrivalCount };
        }),
      );
    });
  }

  private take(state: LoadState<Loaded>): void {
    this.stateState.set(state);
    if (state.name !== 'loaded') return;
    this.loadedState.set(state.value);
    this.readings.forget(state.value.askedArrival, state.value.to);
  }
}
