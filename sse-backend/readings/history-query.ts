import { cursor } from '../http/cursor.ts';
import { instant, wholeNumber } from '../http/query.ts';
import type { HistoryQuery } from '../log/shapes.ts';
import { rfid } from './rfid-parameter.ts';

const DEFAULT_LIMIT = 100;
/** Readings of one answer: they are held in memory while it is made. */
const HIGHEST_LIMIT = 1000;

/** `?rfid=&from=&to=&limit=&before=`. @throws AppError `invalid-parameter` */
export function parseHistoryQuery(url: URL): HistoryQuery {
  const place = cursor(url);
  return {
    rfid: rfid(url),
    from: instant(url, 'from'),
    to: instant(url, 'to'),
    limit: wholeNumber(url, 'limit', 1, HIGHEST_LIMIT) ?? DEFAULT_LIMIT,
    before: place && { takenAtMs: place.atMs, sequence: place.sequence },
  };
}
