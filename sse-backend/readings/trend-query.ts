import { LIST_PARAMETERS } from '../http/list-parameters.ts';
import type { QueryTable } from '../http/query-table.ts';
import { instant, invalidParameter, single, wholeNumber } from '../http/query.ts';
import type { TrendQuery } from '../log/shapes.ts';
import { rfid as tag, RFID_PARAMETER } from './rfid-parameter.ts';

const DAY_MS = 86_400_000;

const DEFAULT_POINTS = 300;
/** More than a screen has columns for. Each costs a look into the index, even where nothing was read. */
const HIGHEST_POINTS = 2000;

const DEFAULT_RANGE_MS = DAY_MS;
/** A year and a month. A tag's whole past at once would keep every other read waiting for seconds. */
const LONGEST_RANGE_DAYS = 400;

/** What a trend can be asked. */
export const TREND_PARAMETERS = {
  rfid: { ...RFID_PARAMETER, isRequired: true },
  from: LIST_PARAMETERS.from,
  to: LIST_PARAMETERS.to,
  points: {
    meaning: 'how many points the chart has at most',
    schema: { type: 'integer', minimum: 1, maximum: HIGHEST_POINTS, default: DEFAULT_POINTS },
  },
} as const satisfies QueryTable;

/** `?rfid=&from=&to=&points=`. @throws AppError `invalid-parameter` */
export function parseTrendQuery(url: URL, nowMs: number): TrendQuery {
  const rfid = tag(url);
  if (rfid === undefined) throw invalidParameter('rfid', '', 'a trend is of one tag', 'give one, e.g. R546546');
  const to = instant(url, 'to') ?? nowMs;
  const from = instant(url, 'from') ?? to - DEFAULT_RANGE_MS;
  checkRange(url, from, to);
  const points = wholeNumber(url, 'points', 1, HIGHEST_POINTS) ?? DEFAULT_POINTS;
  return { rfid, from, to, bucketMs: Math.ceil((to - from) / points) };
}

/** A default of the one end always fits the other but for a `from` that is wrong, so that is what is named. */
function checkRange(url: URL, from: number, to: number): void {
  const given = single(url, 'from') ?? '';
  if (from >= to) throw invalidParameter('from', given, 'it is not before `to`', 'give an earlier one');
  if (to - from > LONGEST_RANGE_DAYS * DAY_MS) {
    throw invalidParameter(
      'from',
      given,
      `it is over ${LONGEST_RANGE_DAYS} days before \`to\``,
      'ask for less at once',
    );
  }
}
