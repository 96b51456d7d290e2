import { inject, Service } from '@angular/core';
import { map, type Observable } from 'rxjs';

import { type LatestReading, parseReading } from '../feed/latest-reading';
import { JsonApi } from '../http/json-api';

/** The readings of a tag from `from` to before `to` (ms since 1970). */
export interface HistoryQuery {
  readonly rfid: string;
  readonly from: number;
  readonly to: number;
}

/** A page of readings, newest first. */
export interface HistoryPage {
  readonly readings: readonly LatestReading[];
  /** Cursor of the next page; `undefined` on the last page. */
  readonly next: string | undefined;
}

/** Returns the query parameters of `GET /api/readings` for JSON and CSV alike. */
export function historyParams({ rfid, from, to }: HistoryQuery): Readonly<Record<string, string>> {
  return { rfid, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Client of `GET /api/readings`. */
@Service()
export class HistoryApi {
  private readonly api = inject(JsonApi);

  /** Requests a page of at most `limit` readings; `before` is the `next` of the previous page. */
  requestPage(query: HistoryQuery, limit: number, before?: string): Observable<HistoryPage> {
    const params = { ...historyParams(query), limit, before };
    return this.api.get('/api/readings', params).pipe(map(({ body }) => parsePage(body)));
  }
}

function parsePage(body: unknown): HistoryPage {
  const { Readings, Next } = (body ?? {}) as { Readings?: unknown; Next?: unknown };
  if (!Array.isArray(Readings))
    throw new TypeError('the response did not come from a Vitalwire server: its list has no Readings');
  return {
    readings: Readings.map(parseReading).filter((reading) => reading !== undefined),
    next: typeof Next === 'string' ? Next : undefined,
  };
}
