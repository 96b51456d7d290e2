import type { IncomingMessage } from 'node:http';
import { parsePosition } from '../contract/position.ts';
import { instant, single, wholeNumber } from '../http/query.ts';
import type { EventLog } from '../log/event-log.ts';
import { carriesDefaults } from './filter.ts';
import type { StreamFilter } from './page.ts';
import type { Start } from './subscriber.ts';

/** What a client asked for, in the order in which it counts. */
export type Asked =
  | { readonly kind: 'after'; readonly id: string }
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'since'; readonly storedAtMs: number; readonly text: string }
  | { readonly kind: 'now' };

/** As many as anybody could mean; an OFFSET beyond makes the database count for nothing. */
export const MOST_LAST = 10_000_000;

/** A refused id comes back in the gap frame, but not 5,000 characters of it. */
const LONGEST_ECHO = 128;

/**
 * Where the stream shall begin, by header or query. The header wins: a browser's reconnect repeats the old query.
 * @throws AppError `invalid-parameter`
 */
export function parseAsked(request: IncomingMessage, url: URL): Asked {
  const id = lastEventId(request, url);
  if (id !== undefined) return { kind: 'after', id };
  const count = wholeNumber(url, 'last', 0, MOST_LAST);
  if (count !== undefined) return { kind: 'last', count };
  const storedAtMs = instant(url, 'since');
  if (storedAtMs !== undefined) return { kind: 'since', storedAtMs, text: single(url, 'since') ?? '' };
  return { kind: 'now' };
}

/** The id after which a client asks a stream to continue; the header wins. @throws AppError `invalid-parameter` */
export function lastEventId(request: IncomingMessage, url: URL): string | undefined {
  const header = request.headers['last-event-id'];
  // [spec] HTML, 9.2.2: the header's value is UTF-8, which Node hands on as Latin-1.
  const id = typeof header === 'string' ? lastOf(Buffer.from(header, 'latin1').toString('utf8')) : undefined;
  if (id !== undefined) return id;
  const asked = single(url, 'lastEventId');
  return asked === '' ? undefined : asked;
}

/**
 * Node and proxies join duplicated headers with commas, which no id of ours has: a client may add its newer id to an older one.
 * Another server's id stays whole.
 */
function lastOf(header: string): string | undefined {
  const ids = header.split(',').map((id) => id.trim());
  const last = ids.findLast((id) => id !== '');
  return last === undefined || parsePosition(last, '') ? last : header.trim();
}

/** The place in the log that was asked for; with a gap when it can't be given whole. */
export async function findStart(log: EventLog, asked: Asked, filter: StreamFilter): Promise<Start> {
  switch (asked.kind) {
    case 'now':
      return { position: log.head };
    case 'after':
      return afterId(log, asked.id);
    case 'since': {
      const { sequence, isTrimmed } = await log.since(asked.storedAtMs);
      return isTrimmed ? trimmed(log, asked.text) : { position: sequence };
    }
    case 'last': {
      const rfids = [...(filter.rfids ?? [])];
      const { sequence, areFewer } = await log.beforeNewest(asked.count, { types: [...filter.types], rfids });
      // Filters make no gap: that somebody has fewer readings than were asked for says nothing of those removed.
      const isMissingSome = areFewer && carriesDefaults(filter) && log.oldest > 1;
      return isMissingSome ? trimmed(log, String(asked.count)) : { position: sequence };
    }
  }
}

function afterId(log: EventLog, id: string): Start {
  const asked = parsePosition(id, log.epoch);
  const gap = { requested: id.slice(0, LONGEST_ECHO), oldest: log.oldest };
  if (!asked) return { position: log.head, gap: { ...gap, reason: 'unreadable' } };
  if (asked.epoch !== log.epoch || asked.sequence > log.head) {
    return { position: log.head, gap: { ...gap, reason: 'foreign' } };
  }
  return asked.sequence < log.oldest - 1 ? trimmed(log, gap.requested) : { position: asked.sequence };
}

function trimmed(log: EventLog, requested: string): Start {
  const { oldest } = log;
  return { position: oldest - 1, gap: { requested, reason: 'trimmed', oldest } };
}
