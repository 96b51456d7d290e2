import { contentType } from '../http/content-type.ts';
import type { Exchange, Handler } from '../http/exchange.ts';
import { Turns } from '../http/turns.ts';
import type { EventLog } from '../log/event-log.ts';
import { takeJson } from './json-body.ts';
import { takeNdjson } from './ndjson.ts';

/** How readings may be sent. */
const TAKEN = ['application/json', 'application/x-ndjson'] as const;

const REMEDY = "send it with -H 'Content-Type: application/json', or application/x-ndjson for one reading per line";

/** Where readings go, and how many at once. */
export interface IngestOptions {
  readonly log: Pick<EventLog, 'append' | 'idOf'>;
  /** Bytes of a JSON body; NDJSON may be of any length. */
  readonly maxBodyBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called with how many readings of a request, or of a part of it, were new to the log. */
  readonly onStored: (exchange: Exchange, count: number) => void;
}

/** What a body is read with. */
export interface IngestParts extends IngestOptions {
  /** Shared by all bodies. */
  readonly turns: Turns;
}

/** `POST /api/readings`: a JSON object or array, stored whole or not at all, or NDJSON, stored as it comes. */
export function ingestRoute(options: IngestOptions): Handler {
  const turns = new Turns();
  return (exchange: Exchange) => {
    const log = telling(options.log, (count) => options.onStored(exchange, count));
    switch (contentType(exchange, TAKEN, REMEDY)) {
      case 'application/json':
        return takeJson(exchange, { ...options, log, turns });
      case 'application/x-ndjson':
        return takeNdjson(exchange, { ...options, log, turns });
    }
  };
}

/** The log, telling what is stored in it as it is: an upload may go on for hours, and never come to its end. */
function telling(log: IngestOptions['log'], onStored: (count: number) => void): IngestOptions['log'] {
  return {
    idOf: (sequence) => log.idOf(sequence),
    async append(readings, mode) {
      const outcomes = await log.append(readings, mode);
      onStored(outcomes.reduce((count, { kind }) => (kind === 'stored' ? count + 1 : count), 0));
      return outcomes;
    },
  };
}
