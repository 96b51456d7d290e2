import { HttpClient, type HttpResponse } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { map, type Observable, timeout } from 'rxjs';

import { type LatestReading, parseReading } from './latest-reading';
import { parseServerStatus, type ServerStatus } from './server-status';

/** Everyone's latest reading, and the position from which a stream goes on without gap or overlap. */
export interface Snapshot {
  readonly readings: readonly LatestReading[];
  readonly position: string;
  /** The server's time, in ms since 1970, to the second; NaN when it didn't say. */
  readonly atMs: number;
}

/** An answer that takes longer won't come any more; without this bound a dead line would be waited for in vain. */
export const LONGEST_ANSWER_MS = 30_000;

/** The JSON API, as far as readings go. */
@Service()
export class ReadingsApi {
  private readonly http = inject(HttpClient);

  /** `GET /api/readings/latest`. */
  latest(): Observable<Snapshot> {
    return this.http
      .get<unknown>('/api/readings/latest', { observe: 'response' })
      .pipe(timeout(LONGEST_ANSWER_MS), map(parseSnapshot));
  }

  /** `GET /api/status`. */
  status(): Observable<ServerStatus> {
    return this.http.get<unknown>('/api/status').pipe(timeout(LONGEST_ANSWER_MS), map(parseServerStatus));
  }
}

function parseSnapshot({ body, headers }: HttpResponse<unknown>): Snapshot {
  const { Readings, Position } = (body ?? {}) as { Readings?: unknown; Position?: unknown };
  if (!Array.isArray(Readings) || typeof Position !== 'string') {
    throw new TypeError('what answered is not a Vitalwire server: its list has no Readings or no Position');
  }
  return {
    readings: Readings.map(parseReading).filter((reading) => reading !== undefined),
    position: Position,
    atMs: Date.parse(headers.get('Date') ?? ''),
  };
}
