import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { defer, filter, map, merge, type Observable, of, startWith, Subject, switchMap, timer } from 'rxjs';

import { ReadingsStore } from '../readings/readings.store';
import { TrendApi, type TrendSeries } from '../readings/trend.api';
import { injectReloadTriggers, type LoadState, loadStates } from './load-state';
import { PersonReadings } from './person-readings';
import { PersonRoute } from './person-route';
import { type PersonView, RANGE_MS } from './person-view';
import { alignToBuckets, bucketMsFor, type TimeWindow } from './time-window';
import { NO_SERIES, withinWindow, withReadings } from './trend-series';

interface Request {
  readonly rfid: string;
  readonly view: PersonView;
  readonly bucketMs: number;
}

interface Loaded {
  readonly request: Request;
  readonly series: TrendSeries;
  /** End of the requested period (ms since 1970). */
  readonly to: number;
  /** The latest arrival when the request was sent: the response includes all up to it. */
  readonly askedArrival: number;
  /** The latest arrival when the response arrived: the response includes none after it. */
  readonly answeredArrival: number;
}

/** Maximum number of buckets: more than a wide screen can show. */
const MAX_POINTS = 1_000;
/** Minimum number of buckets. With fewer, whole buckets would extend the longest window beyond the server's limit of 400 days. */
const MIN_POINTS = 50;
/** Debounce time of requests while a wheel turns or a key repeats. */
const SETTLE_MS = 200;

/** The trend of one person in the period shown, updated by the stream. */
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

  private readonly bucketMs = computed(() => bucketMsFor(this.route.lengthMs(), this.pointsState() ?? MAX_POINTS));
  /** The period shown. A range moves on by whole buckets, so that the chart isn't drawn every second. */
  readonly window = computed<TimeWindow>(
    () => {
      const { range, zoom } = this.route.view();
      if (zoom) return zoom;
      const { to } = alignToBuckets({ from: 0, to: this.store.asOf() }, this.bucketMs());
      return { from: to - RANGE_MS[range], to };
    },
    { equal: (a, b) => a.from === b.from && a.to === b.to },
  );
  /** The loaded series with live readings, not limited to the period shown. */
  private readonly known = computed(() => {
    const loaded = this.loadedState();
    if (loaded?.request.rfid !== this.route.rfid()) return NO_SERIES;
    const { series, to, answeredArrival } = loaded;
    return withReadings(series, this.readings.recent(), ({ arrival, takenAtMs }) => {
      return arrival > answeredArrival || takenAtMs >= to;
    });
  });
  /** The buckets of the period shown; until a new view is loaded, those that the old one has of it. */
  readonly series = computed(() => withinWindow(this.known(), this.window()));
  readonly state = this.stateState.asReadonly();
  /** Whether the series belongs to the person and the view in the address. */
  readonly isCurrent = computed(() => {
    const request = this.loadedState()?.request;
    return request?.rfid === this.route.rfid() && request.view === this.route.view();
  });
  private readonly request = computed<Request | undefined>(() => {
    // Before the first snapshot the server's time, and so the "last hour", is unknown.
    if (this.pointsState() === undefined || !this.store.isLoaded()) return undefined;
    return { rfid: this.route.rfid(), view: this.route.view(), bucketMs: this.bucketMs() };
  });

  constructor() {
    const requests = toObservable(this.request).pipe(
      filter((request) => request !== undefined),
      // Don't debounce the first request.
      switchMap((request) => (this.loadedState() ? timer(SETTLE_MS) : of(0)).pipe(map(() => request))),
    );
    const reloads = merge(injectReloadTriggers(), this.retries);
    requests
      .pipe(
        switchMap((request) =>
          reloads.pipe(
            startWith(undefined),
            map(() => request),
          ),
        ),
        switchMap((request) => loadStates(this.load(request))),
        takeUntilDestroyed(),
      )
      .subscribe((state) => this.setState(state));
  }

  /** Sets the number of buckets for the chart's width: at most one for every two px. */
  fitToWidth(widthPx: number): void {
    // The chart is hidden.
    if (widthPx === 0) return;
    this.pointsState.set(Math.min(MAX_POINTS, Math.max(MIN_POINTS, Math.floor(widthPx / 2))));
  }

  /** Retries a failed request. */
  retry(): void {
    this.retries.next();
  }

  private load(request: Request): Observable<Loaded> {
    return defer(() => {
      const { rfid, bucketMs } = request;
      const askedArrival = this.readings.arrivalCount;
      const window = alignToBuckets(this.window(), bucketMs);
      const points = (window.to - window.from) / bucketMs;
      return this.api.requestTrend({ rfid, ...window, points }).pipe(
        map((series) => {
          return { request, series, to: window.to, askedArrival, answeredArrival: this.readings.arrivalCount };
        }),
      );
    });
  }

  private setState(state: LoadState<Loaded>): void {
    this.stateState.set(state);
    if (state.name !== 'loaded') return;
    this.loadedState.set(state.value);
    this.readings.dropLoaded(state.value.askedArrival, state.value.to);
  }
}
