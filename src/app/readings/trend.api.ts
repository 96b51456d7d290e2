import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Trend, TrendPoint } from '@contract/trend';
import { map, type Observable, timeout } from 'rxjs';

import { LONGEST_ANSWER_MS } from './readings.api';

/** Whose readings, from when to before when (ms since 1970), in how many buckets at the most. */
export interface TrendQuery {
  readonly rfid: string;
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** One person's readings in buckets of equal length, by time; those without a reading are left out. */
export interface TrendSeries {
  readonly bucketMs: number;
  readonly buckets: readonly TrendBucket[];
}

/** Lowest and highest temperature (°C) of a bucket that begins at `atMs` (since 1970). */
export interface TrendBucket {
  readonly atMs: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** The JSON API, as far as trends go. */
@Service()
export class TrendApi {
  private readonly http = inject(HttpClient);

  /** `GET /api/readings/trend`. */
  load({ rfid, from, to, points }: TrendQuery): Observable<TrendSeries> {
    const params = { rfid, from: new Date(from).toISOString(), to: new Date(to).toISOString(), points };
    return this.http.get<Trend>('/api/readings/trend', { params }).pipe(timeout(LONGEST_ANSWER_MS), map(decodeTrend));
  }
}

function decodeTrend({ BucketMs, Points }: Trend): TrendSeries {
  return { bucketMs: BucketMs, buckets: Points.map(decodeBucket) };
}

function decodeBucket({ At, Min, Max, Count }: TrendPoint): TrendBucket {
  return { atMs: Date.parse(At), min: Min, max: Max, count: Count };
}
