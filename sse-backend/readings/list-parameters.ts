import { cursor } from '../http/cursor.ts';
import { instant, wholeNumber } from '../http/query.ts';
import type { ListQuery } from '../log/list-bounds.ts';
import { rfid } from './rfid-parameter.ts';

const DEFAULT_LIMIT = 100;
/** Items of one answer: they are held in memory while it is made. */
const HIGHEST_LIMIT = 1000;

/** `?rfid=&from=&to=&limit=&before=`, of readings and of alarms. @throws AppError `invalid-parameter` */
export function parseListQuery(url: URL): ListQuery {
  return {
    rfid: rfid(url),
    from: instant(url, 'from'),
    to: instant(url, 'to'),
    limit: wholeNumber(url, 'limit', 1, HIGHEST_LIMIT) ?? DEFAULT_LIMIT,
    before: cursor(url),
  };
}
