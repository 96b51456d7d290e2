import { inject, Service } from '@angular/core';
import { defer, map, type Observable } from 'rxjs';

import { type ApiAnswer, JsonApi } from '../http/json-api';
import { type LatestReading, parseReading } from './latest-reading';
import { parseServerStatus, type ServerStatus } from './server-status';

/** Everyone's latest reading, and the position from which a stream goes on without gap or overlap. */
export interface Snapshot {
  readonly readings: readonly LatestReading[];
  readonly position: string;
  /** The server's time, in ms since 1970, to the second; NaN when it didn't say. */
  readonly atMs: number;
}

/** The server's status, and when it was asked for and received by this device's clock (ms since 1970). */
export interface StatusAnswer {
  readonly status: ServerStatus;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** The JSON API, as far as readings go. */
@Service()
export class ReadingsApi {
  private readonly api = inject(JsonApi);

  /** `GET /api/readings/latest`. */
  latest(): Observable<Snapshot> {
    return this.api.get('/api/readings/latest').pipe(map(parseSnapshot));
  }

  /** `GET /api/status`. */
  status(): Observable<StatusAnswer> {
    return defer(() => {
      const sentAt = Date.now();
      return this.api
        .get('/api/status')
        .pipe(map(({ body }) => ({ status: parseServerStatus(body), sentAt, receivedAt: Date.now() })));
    });
  }
}

function parseSnapshot({ body, headers }: ApiAnswer): Snapshot {
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
