import type { DeviceClocks } from '../clock/device-clocks.ts';
import { contentType } from '../http/content-type.ts';
import type { Exchange, Handler } from '../http/exchange.ts';
import { Turns } from '../http/turns.ts';
import type { Actor } from '../log/audit-outbox.ts';
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
  readonly clocks: Pick<DeviceClocks, 'note' | 'isServerBehind'>;
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
    const log = audited(options.log, { who: exchange.principal.name, from: exchange.from });
    switch (contentType(exchange, TAKEN, REMEDY)) {
      case 'application/json':
        return takeJson(exchange, { ...options, log, turns });
      case 'application/x-ndjson':
        return takeNdjson(exchange, { ...options, log, turns });
    }
  };
}

/** The log, with the caller's name and address for the audit of each commit: an upload may go on for hours. */
function audited(log: IngestOptions['log'], actor: Actor): IngestOptions['log'] {
  return {
    idOf: (sequence) => log.idOf(sequence),
    append: (readings, mode) => log.append(readings, mode, actor),
  };
}
