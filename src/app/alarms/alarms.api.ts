import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Acknowledgement, Alarm } from '@contract/alarm';
import { decodeAcknowledgement, decodeAlarm, type WireAcknowledgement, type WireAlarm } from '@contract/alarm-wire';
import { map, type Observable, timeout } from 'rxjs';

import { LONGEST_ANSWER_MS } from '../readings/readings.api';

/** Which alarms; what isn't named doesn't matter. `from` and `to` (exclusive) bound RaisedAt, in ms since 1970. */
export interface AlarmsQuery {
  readonly state: 'open' | 'unacknowledged' | 'all';
  readonly rfid?: string;
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
  /** The `next` of an earlier page. */
  readonly before?: string;
}

/** Alarms, newest first. */
export interface AlarmsPage {
  readonly alarms: readonly Alarm[];
  /** All events up to this id are in it. */
  readonly position: string;
  /** Where the next page begins; `undefined` at the end. */
  readonly next: string | undefined;
}

/** The JSON API, as far as alarms go. */
@Service()
export class AlarmsApi {
  private readonly http = inject(HttpClient);

  /** `GET /api/alarms`. */
  list({ from, to, ...query }: AlarmsQuery): Observable<AlarmsPage> {
    const times = Object.entries({ from, to }).flatMap(([name, ms]) =>
      ms === undefined ? [] : [[name, new Date(ms).toISOString()]],
    );
    const params = { ...query, ...(Object.fromEntries(times) as Record<string, string>) };
    return this.http.get<unknown>('/api/alarms', { params }).pipe(timeout(LONGEST_ANSWER_MS), map(parsePage));
  }

  /** `POST /api/acknowledgements`: this one, or the one that came first. */
  acknowledge(alarm: string, note: string): Observable<Acknowledgement> {
    return this.http
      .post<WireAcknowledgement>('/api/acknowledgements', { Alarm: alarm, Note: note })
      .pipe(timeout(LONGEST_ANSWER_MS), map(decodeAcknowledgement));
  }
}

function parsePage(body: unknown): AlarmsPage {
  const { Alarms, Position, Next } = (body ?? {}) as { Alarms?: unknown; Position?: unknown; Next?: unknown };
  if (!Array.isArray(Alarms) || typeof Position !== 'string') {
    throw new TypeError('what answered is not a Vitalwire server: its list has no Alarms or no Position');
  }
  return {
    alarms: (Alarms as WireAlarm[]).map(decodeAlarm),
    position: Position,
    next: typeof Next === 'string' ? Next : undefined,
  };
}
