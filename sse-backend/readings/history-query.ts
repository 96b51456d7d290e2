import { RFID_PATTERN } from '../contract/reading.ts';
import { instant, invalidParameter, single, wholeNumber } from '../http/query.ts';
import type { HistoryPlace, HistoryQuery } from '../log/shapes.ts';

const DEFAULT_LIMIT = 100;
/** Readings of one answer: they are held in memory while it is made. */
const HIGHEST_LIMIT = 1000;

/** `?rfid=&from=&to=&limit=&before=`. @throws AppError `invalid-parameter` */
export function parseHistoryQuery(url: URL): HistoryQuery {
  return {
    rfid: rfid(url),
    from: instant(url, 'from'),
    to: instant(url, 'to'),
    limit: wholeNumber(url, 'limit', 1, HIGHEST_LIMIT) ?? DEFAULT_LIMIT,
    before: cursor(url),
  };
}

/** The cursor that continues after a place: two decimal numbers, which need no escaping in a URL. */
export function formatCursor({ takenAtMs, sequence }: HistoryPlace): string {
  return `${takenAtMs}.${sequence}`;
}

function rfid(url: URL): string | undefined {
  const text = single(url, 'rfid');
  if (text === undefined || RFID_PATTERN.test(text)) return text;
  throw invalidParameter('rfid', text, 'it is not 1 to 64 of A-Z a-z 0-9 . _ : -', 'give a tag, e.g. R546546');
}

function cursor(url: URL): HistoryPlace | undefined {
  const text = single(url, 'before');
  if (text === undefined) return undefined;
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(text);
  if (match) return { takenAtMs: Number(match[1]), sequence: Number(match[2]) };
  throw invalidParameter('before', text, 'it is not a cursor from here', 'give the Next of an earlier answer');
}
