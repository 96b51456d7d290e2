import { inject, Service } from '@angular/core';
import { map, type Observable } from 'rxjs';

import { type ApiAnswer, JsonApi } from '../http/json-api';
import { type LatestReading, parseReading } from './latest-reading';

/** The latest reading of every tag, and the log position from which the stream continues without gap or overlap. */
export interface Snapshot {
  readonly readings: readonly LatestReading[];
  readonly position: string;
  /** The server's time (ms since 1970) with a precision of one second; NaN if the response has no `Date`. */
  readonly atMs: number;
}

/** Client of `GET /api/readings/latest`. */
@Service()
export class SnapshotApi {
  private readonly api = inject(JsonApi);

  /** Requests a snapshot. */
  requestSnapshot(): Observable<Snapshot> {
    return this.api.get('/api/readings/latest').pipe(map(parseSnapshot));
  }
}

function parseSnapshot({ body, headers }: ApiAnswer): Snapshot {
  const { Readings, Position } = (body ?? {}) as { Readings?: unknown; Position?: unknown };
  if (!Array.isArray(Readings) || typeof Position !== 'string') {
    throw new TypeError('the response did not come from a Vitalwire server: its list has no Readings or no Position');
  }
  return {
    readings: Readings.map(parseReading).filter((reading) => reading !== undefined),
    position: Position,
    atMs: Date.parse(headers.get('Date') ?? ''),
  };
}
