import { inject, Service } from '@angular/core';
import { map, type Observable } from 'rxjs';

import { JsonApi } from '../http/json-api';
import { type LatestReading, parseReading } from './latest-reading';

/** Whose readings, from when to before when (ms since 1970). */
export interface HistoryQuery {
  readonly rfid: string;
  readonly from: number;
  readonly to: number;
}

/** Readings, newest first. */
export interface HistoryPage {
  readonly readings: readonly LatestReading[];
  /** Where the next page begins; `undefined` at the end. */
  readonly next: string | undefined;
}

/** The parameters of `GET /api/readings`, whatever form is asked for. */
export function historyParams({ rfid, from, to }: HistoryQuery): Readonly<Record<string, string>> {
  return { rfid, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** The JSON API, as far as single readings of the past go. */
@Service()
export class HistoryApi {
  private readonly api = inject(JsonApi);

  /** `GET /api/readings`: a page of so many; `before` is the `next` of the page before. */
  page(query: HistoryQuery, limit: number, before?: string): Observable<HistoryPage> {
    const params = { ...historyParams(query), limit, before };
    return this.api.get('/api/readings', params).pipe(map(({ body }) => parsePage(body)));
  }
}

function parsePage(body: unknown): HistoryPage {
  const { Readings, Next } = (body ?? {}) as { Readings?: unknown; Next?: unknown };
  if (!Array.isArray(Readings))
    throw new TypeError('what answered is not a Vitalwire server: its list has no Readings');
  return {
    readings: Readings.map(parseReading).filter((reading) => reading !== undefined),
    next: typeof Next === 'string' ? Next : undefined,
  };
}
