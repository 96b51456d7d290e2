import type { ListQuery } from '../sqlite/list-bounds.ts';
import { cursor } from './cursor.ts';
import { instant, wholeNumber } from './query.ts';

const DEFAULT_LIMIT = 100;
/** Items of one answer: they are held in memory while it is made. */
const HIGHEST_LIMIT = 1000;

/** `?from=&to=&limit=&before=`, of every list. @throws AppError `invalid-parameter` */
export function parseListQuery(url: URL): ListQuery {
  return {
    from: instant(url, 'from'),
    to: instant(url, 'to'),
    limit: wholeNumber(url, 'limit', 1, HIGHEST_LIMIT) ?? DEFAULT_LIMIT,
    before: cursor(url),
  };
}
