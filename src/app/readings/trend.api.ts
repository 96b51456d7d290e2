import { inject, Service } from '@angular/core';
import type { Trend, TrendPoint } from '@contract/trend';
import { map, type Observable } from 'rxjs';

import { JsonApi } from '../http/json-api';

/** The readings of a tag from `from` to before `to` (ms since 1970), in at most `points` buckets. */
interface TrendQuery {
  readonly rfid: string;
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** A person's readings in buckets of equal length, oldest first. Buckets without readings are omitted. */
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

/** Client of `GET /api/readings/trend`. */
@Service()
export class TrendApi {
  private readonly api = inject(JsonApi);

  /** Requests the trend of a person. */
  requestTrend({ rfid, from, to, points }: TrendQuery): Observable<TrendSeries> {
    const query = { rfid, from: new Date(from).toISOString(), to: new Date(to).toISOString(), points };
    return this.api.get('/api/readings/trend', query).pipe(map(({ body }) => decodeTrend(body as Trend)));
  }
}

function decodeTrend({ BucketMs, Points }: Trend): TrendSeries {
  return { bucketMs: BucketMs, buckets: Points.map(decodeBucket) };
}

function decodeBucket({ At, Min, Max, Count }: TrendPoint): TrendBucket {
  return { atMs: Date.parse(At), min: Min, max: Max, count: Count };
}
