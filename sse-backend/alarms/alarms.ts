import { encodeAlarm } from '../contract/alarm-wire.ts';
import { formatCursor } from '../http/cursor.ts';
import type { Handler } from '../http/exchange.ts';
import { sendJson } from '../http/json.ts';
import type { EventLog } from '../log/event-log.ts';
import { parseAlarmsQuery } from './alarms-parameters.ts';

/** `GET /api/alarms`: alarms by RaisedAt, newest first, and the position from which a stream continues. */
export function alarmsRoute(log: Pick<EventLog, 'alarms' | 'idOf'>): Handler {
  return async ({ response, url }) => {
    const query = parseAlarmsQuery(url);
    // One more than asked for tells whether there is a next page.
    const { alarms, sequence } = await log.alarms({ ...query, limit: query.limit + 1 });
    const page = alarms.slice(0, query.limit);
    const last = alarms.length > page.length ? page.at(-1) : undefined;
    sendJson(response, 200, {
      Alarms: page.map(({ alarm }) => encodeAlarm(alarm)),
      Position: log.idOf(sequence),
      ...(last ? { Next: formatCursor(last) } : {}),
    });
  };
}
