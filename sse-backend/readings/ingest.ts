import type { Exchange, Handler } from '../http/exchange.ts';
import type { EventLog } from '../log/event-log.ts';
import { bodyFormat } from './body-format.ts';
import { takeJson } from './json-body.ts';
import { takeNdjson } from './ndjson.ts';

/** Where readings go, and how many at once. */
export interface IngestOptions {
  readonly log: Pick<EventLog, 'append' | 'idOf'>;
  /** Bytes of a JSON body; NDJSON may be of any length. */
  readonly maxBodyBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `POST /api/readings`: a JSON object or array, stored whole or not at all, or NDJSON, stored as it comes. */
export function ingestRoute(options: IngestOptions): Handler {
  return (exchange: Exchange) => {
    switch (bodyFormat(exchange)) {
      case 'json':
        return takeJson(exchange, options);
      case 'ndjson':
        return takeNdjson(exchange, options);
    }
  };
}
