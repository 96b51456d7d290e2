import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { EMPTY, map, of, startWith, switchMap } from 'rxjs';

import { ReadingsStore } from '../readings/readings.store';
import { TrendApi, type TrendSeries } from '../readings/trend.api';
import { injectReloadTriggers, loadStates } from './load-state';
import { PersonReadings, type RecentReading } from './person-readings';
import { PersonRoute } from './person-route';
import { alignToBuckets } from './time-window';
import { type TrendReading, withReadings } from './trend-series';

const BUCKET_MS = 60_000;
/** Twice the period that a recent change needs, because time passes until the next reload. */
const BUCKETS = 30;

const NOTHING: TrendSeries = { bucketMs: BUCKET_MS, buckets: [] };

/** The last half hour of a person in buckets of one minute, independent of the chart's range and width. */
@Service({ autoProvided: false })
export class RecentTrend {
  private readonly api = inject(TrendApi);
  private readonly store = inject(ReadingsStore);
  private readonly route = inject(PersonRoute);
  private readonly readings = inject(PersonReadings);

  private readonly rfid = computed(() => (this.readings.person() ? this.route.rfid() : undefined));
  private readonly loaded = signal<TrendSeries>(NOTHING);
  private readonly arrived = signal<TrendSeries>(NOTHING);

  readonly recent = computed(() => withReadings(this.loaded(), extremesOf(this.arrived()), () => false));

  constructor() {
    const reloads = injectReloadTriggers();
    toObservable(this.rfid)
      .pipe(
        switchMap((rfid) => {
          this.loaded.set(NOTHING);
          this.arrived.set(NOTHING);
          return rfid === undefined
            ? EMPTY
            : reloads.pipe(
                startWith(undefined),
                map(() => rfid),
              );
        }),
        switchMap((rfid) => loadStates(this.api.requestTrend({ rfid, ...this.window(), points: BUCKETS }))),
        switchMap((state) => (state.name === 'loaded' ? of(state.value) : EMPTY)),
        takeUntilDestroyed(),
      )
      .subscribe((series) => this.loaded.set(series));
    this.readings.arrived.pipe(takeUntilDestroyed()).subscribe((readings) => this.addReadings(readings));
  }

  private addReadings(readings: readonly RecentReading[]): void {
    const { from } = this.window();
    this.arrived.update((arrived) => {
      const { bucketMs, buckets } = withReadings(arrived, readings, () => false);
      return { bucketMs, buckets: buckets.filter(({ atMs }) => atMs >= from) };
    });
  }

  private window() {
    const { to } = alignToBuckets({ from: 0, to: this.store.asOf() + 1 }, BUCKET_MS);
    return { from: to - BUCKETS * BUCKET_MS, to };
  }
}

function extremesOf({ buckets }: TrendSeries): readonly TrendReading[] {
  return buckets.flatMap(({ atMs, min, max }) => [min, max].map((celsius) => ({ takenAtMs: atMs, celsius })));
}
