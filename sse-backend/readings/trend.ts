import { formatInstant } from '../contract/instant.ts';
import type { Trend } from '../contract/trend.ts';
import type { Handler } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import type { EventLog } from '../log/event-log.ts';
import { parseTrendQuery } from './trend-query.ts';

/** `GET /api/readings/trend`: one person's readings thinned for a chart, imported and late ones included. */
export function trendRoute(log: Pick<EventLog, 'trend'>, now: () => number): Handler {
  return async ({ response, url }) => {
    const query = parseTrendQuery(url, now());
    const buckets = await log.trend(query);
    const trend: Trend = {
      RFID: query.rfid,
      From: formatInstant(query.from),
      To: formatInstant(query.to),
      BucketMs: query.bucketMs,
      Points: buckets.map(({ at, min, max, count }) => ({ At: formatInstant(at), Min: min, Max: max, Count: count })),
    };
    sendJson(response, 200, trend);
  };
}
