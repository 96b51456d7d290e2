import { inject, Service } from '@angular/core';
import type { Acknowledgement, Alarm } from '@contract/alarm';
import { decodeAcknowledgement, decodeAlarm, type WireAcknowledgement, type WireAlarm } from '@contract/alarm-wire';
import { map, type Observable } from 'rxjs';

import { JsonApi } from '../http/json-api';

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

/** Ours, or the one that was first. */
export interface AcknowledgementAnswer {
  readonly acknowledgement: Acknowledgement;
  readonly isFirst: boolean;
}

/** The JSON API, as far as alarms go. */
@Service()
export class AlarmsApi {
  private readonly api = inject(JsonApi);

  /** `GET /api/alarms`. */
  list({ from, to, ...query }: AlarmsQuery): Observable<AlarmsPage> {
    const period = { from: instant(from), to: instant(to) };
    return this.api.get('/api/alarms', { ...query, ...period }).pipe(map(({ body }) => parsePage(body)));
  }

  /** `POST /api/acknowledgements`. */
  acknowledge(alarm: string, note: string): Observable<AcknowledgementAnswer> {
    return this.api.post('/api/acknowledgements', { Alarm: alarm, Note: note }).pipe(
      map(({ status, body }) => ({
        acknowledgement: decodeAcknowledgement(body as WireAcknowledgement),
        isFirst: status === 201,
      })),
    );
  }
}

function instant(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function parsePage(body: unknown): AlarmsPage {
  const { Alarms, Position, Next } = (body ?? {}) as { Alarms?: unknown; Position?: unknown; Next?: unknown };
  if (!Array.isArray(Alarms) || typeof Position !== 'string') {
    throw new TypeError('the response did not come from a Vitalwire server: its list has no Alarms or no Position');
  }
  return {
    alarms: (Alarms as WireAlarm[]).map(decodeAlarm),
    position: Position,
    next: typeof Next === 'string' ? Next : undefined,
  };
}
