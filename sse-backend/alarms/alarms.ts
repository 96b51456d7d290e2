import { encodeAlarm } from '../contract/alarm-wire.ts';
import type { Handler } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import { toPage } from '../http/list-pages.ts';
import type { EventLog } from '../log/event-log.ts';
import { parseAlarmsQuery } from './alarms-parameters.ts';

/** `GET /api/alarms`: alarms by RaisedAt, newest first, and the position from which a stream continues. */
export function alarmsRoute(log: Pick<EventLog, 'alarms' | 'idOf'>): Handler {
  return async ({ response, url }) => {
    const query = parseAlarmsQuery(url);
    const { alarms, sequence } = await log.alarms({ ...query, limit: query.limit + 1 });
    const { rows, next } = toPage(alarms, query.limit);
    sendJson(response, 200, {
      Alarms: rows.map(({ alarm }) => encodeAlarm(alarm)),
      Position: log.idOf(sequence),
      ...next,
    });
  };
}
