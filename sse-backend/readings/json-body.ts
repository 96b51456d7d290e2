import { AppError } from '../app-error.ts';
import type { ItemError, ProblemCode } from '../contract/problem.ts';
import { readJson } from '../http/body.ts';
import type { RequestContext } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import type { Turn } from '../http/turns.ts';
import type { Actor } from '../log/pending-audit-entries.ts';
import { conflictError } from '../log/conflict-error.ts';
import type { NewReading } from '../log/shapes.ts';
import { describeFieldError, MOST_ERRORS } from '../contract/field-error.ts';
import type { IngestParts } from './ingest.ts';
import { parseReading } from './parse-reading.ts';
import { isAhead, noteClock, serverClockBehind } from './server-clock.ts';

const TOO_LARGE_REMEDY = 'send fewer readings per request, or any number as application/x-ndjson';

/**
 * Takes one reading or an array of them, all or nothing, and answers 201 with their ids once they are durable.
 * @throws AppError for a body that can't be read, readings that are refused, and what the log throws
 */
export async function takeJson(context: RequestContext, parts: IngestParts): Promise<void> {
  const body = await readJson(context, { maxBytes: parts.maxBodyBytes, remedy: TOO_LARGE_REMEDY });
  const readings = await parseItems(Array.isArray(body) ? body : [body], parts, parts.turns.begin());
  const ids = await storeAll(readings, parts.log, parts.actorOf(context));
  sendJson(context.response, 201, { Ids: ids });
}

/** The readings of a body. @throws AppError `invalid-reading`, or `server-clock-behind` where only that is wrong */
export async function parseItems(
  items: readonly unknown[],
  { now: readNow, clocks }: Pick<IngestParts, 'now' | 'clocks'>,
  turn: Turn,
): Promise<NewReading[]> {
  if (items.length === 0)
    throw new AppError('invalid-reading', 'The array [] has no reading in it; send at least one.');
  const now = readNow();
  let areAllAhead = true;
  const readings: NewReading[] = [];
  const errors: ItemError[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = parseReading(item, now);
    noteClock(parsed, clocks, now);
    if (parsed.kind === 'good') readings.push(parsed.reading);
    else {
      errors.push(...parsed.errors.slice(0, MOST_ERRORS).map((error) => ({ index, ...error })));
      areAllAhead &&= isAhead(parsed);
    }
    if (errors.length >= MOST_ERRORS) break;
    if (turn.isOver) await turn.next();
  }
  if (errors.length === 0) return readings;
  throw areAllAhead && clocks.isServerBehind() ? serverClockBehind(now) : refusal('invalid-reading', errors);
}

async function storeAll(readings: readonly NewReading[], log: IngestParts['log'], actor: Actor): Promise<string[]> {
  const outcomes = await log.append(readings, 'all-or-nothing', actor);
  const ids: string[] = [];
  const errors: ItemError[] = [];
  for (const [index, reading] of readings.entries()) {
    const outcome = outcomes[index];
    if (outcome?.kind === 'conflict') errors.push({ index, ...conflictError(reading, outcome, log) });
    else if (outcome?.kind === 'stored' || outcome?.kind === 'repeated') ids.push(log.idOf(outcome.sequence));
  }
  if (errors.length > 0) throw refusal('reading-conflict', errors);
  return ids;
}

function refusal(code: ProblemCode, errors: readonly ItemError[]): AppError {
  const listed = errors.slice(0, MOST_ERRORS);
  const [first] = listed;
  const detail = first ? `Reading ${first.index}: ${describeFieldError(first)}.` : '';
  return new AppError(code, `${detail} Nothing was stored; "errors" lists what is wrong.`, { errors: listed });
}
