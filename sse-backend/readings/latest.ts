import type { Handler } from '../http/request-context.ts';
import { sendJsonText } from '../http/json.ts';
import type { EventLog } from '../log/event-log.ts';

/** `GET /api/readings/latest`: everyone's latest reading, and the position from which a stream continues. */
export function latestRoute(log: Pick<EventLog, 'latest' | 'idOf'>): Handler {
  return async ({ response }) => {
    const { readings, sequence } = await log.latest();
    const position = JSON.stringify(log.idOf(sequence));
    sendJsonText(response, 200, `{"Readings":[${readings.join(',')}],"Position":${position}}`);
  };
}
