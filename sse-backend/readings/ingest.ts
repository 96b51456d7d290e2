import type { DeviceClocks } from '../clock/device-clocks.ts';
import { contentType } from '../http/content-type.ts';
import type { RequestContext, Handler } from '../http/request-context.ts';
import { Turns } from '../http/turns.ts';
import type { Actor } from '../log/pending-audit-entries.ts';
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

/** What a body is read with, shared by all bodies. */
export interface IngestParts extends IngestOptions {
  readonly turns: Turns;
  /** Returns the caller's name and address, for the audit. */
  readonly actorOf: (context: RequestContext) => Actor;
}

/** `POST /api/readings`: a JSON object or array, stored whole or not at all, or NDJSON, stored as it comes. */
export function ingestRoute(options: IngestOptions): Handler {
  const parts: IngestParts = { ...options, turns: new Turns(), actorOf: sharedActors() };
  return (context: RequestContext) => {
    switch (contentType(context, TAKEN, REMEDY)) {
      case 'application/json':
        return takeJson(context, parts);
      case 'application/x-ndjson':
        return takeNdjson(context, parts);
    }
  };
}

/**
 * Returns the same object for a caller's requests in a row. A message to the log's thread copies an object once, however many
 * requests refer to it; a copy for each reading took 3 µs.
 */
export function sharedActors(): IngestParts['actorOf'] {
  let last: Actor = { who: '', from: '' };
  return ({ principal: { name }, from }) => {
    if (last.who !== name || last.from !== from) last = { who: name, from };
    return last;
  };
}
