import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

import { formatDuration } from '../formats/durations';
import { formatCount } from '../formats/numbers';
import { CountPipe, TimePipe } from '../formats/pipes';
import { formatCelsius } from '../formats/temperatures';
import type { TrendSeries } from '../readings/trend.api';
import { UnitStore } from '../readings/unit.store';
import { PERSON_TEXT } from '../messages/person';

const STEP = 50;

/** The chart's data as a table. */
@Component({
  selector: 'vw-bucket-table',
  imports: [CountPipe, TimePipe],
  templateUrl: './bucket-table.component.html',
  styleUrl: './numbers-table.css',
})
export class BucketTableComponent {
  readonly series = input.required<TrendSeries>();
  /** The period in words: "In the last 24 hours". */
  readonly when = input.required<string>();

  protected readonly text = PERSON_TEXT.table;
  private readonly unit = inject(UnitStore).unit;
  private readonly limit = linkedSignal({ source: () => this.when(), computation: () => STEP });
  protected readonly caption = computed(() => this.text.buckets(formatDuration(this.series().bucketMs), this.when()));
  protected readonly rows = computed(() => {
    const { buckets } = this.series();
    const unit: TemperatureUnit = this.unit();
    return buckets
      .slice(-this.limit())
      .reverse()
      .map(({ atMs, min, max, count }) => ({
        atMs,
        iso: new Date(atMs).toISOString(),
        low: formatCelsius(min, unit),
        high: formatCelsius(max, unit),
        count,
      }));
  });
  protected readonly hasMore = computed(() => this.rows().length < this.series().buckets.length);
  protected readonly shown = computed(() =>
    this.text.shown(formatCount(this.rows().length), formatCount(this.series().buckets.length)),
  );

  protected showMore(): void {
    this.limit.update((limit) => limit + STEP);
  }
}
