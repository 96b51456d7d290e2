import type { ListQuery } from '../sqlite/list-bounds.ts';
import { cursor } from './cursor.ts';
import type { QueryTable } from './query-table.ts';
import { instant, wholeNumber } from './query.ts';

const DEFAULT_LIMIT = 100;
/** Items of one answer: they are held in memory while it is made. */
const HIGHEST_LIMIT = 1000;

/** What every list can be asked. */
export const LIST_PARAMETERS = {
  from: { meaning: 'the earliest time, inclusive', schema: { type: 'string', format: 'date-time' } },
  to: { meaning: 'the latest time, exclusive', schema: { type: 'string', format: 'date-time' } },
  limit: {
    meaning: 'how many items a page has',
    schema: { type: 'integer', minimum: 1, maximum: HIGHEST_LIMIT, default: DEFAULT_LIMIT },
  },
  before: {
    meaning: 'the Next of an earlier answer',
    schema: { type: 'string', pattern: String.raw`^\d{1,15}\.\d{1,15}$` },
  },
} as const satisfies QueryTable;

/** `?from=&to=&limit=&before=`, of every list. @throws AppError `invalid-parameter` */
export function parseListQuery(url: URL): ListQuery {
  return {
    from: instant(url, 'from'),
    to: instant(url, 'to'),
    limit: wholeNumber(url, 'limit', 1, HIGHEST_LIMIT) ?? DEFAULT_LIMIT,
    before: cursor(url),
  };
}
