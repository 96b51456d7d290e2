import { DEFAULT_EVENT_TYPES, STORED_EVENT_TYPES, type StoredEventType } from '../contract/events.ts';
import { RFID_PATTERN } from '../contract/reading.ts';
import { invalidParameter, single } from '../http/query.ts';
import type { StreamFilter } from './page.ts';

/** More tags than that are a dashboard of everyone; the bound keeps a filter cheap to apply. */
const MOST_RFIDS = 1000;

/** The filter of a stream that names none. */
export const EVERYONE: StreamFilter = { types: new Set(DEFAULT_EVENT_TYPES), rfids: undefined };

/** Whether a stream carries all that one without filters does. */
export function carriesDefaults({ types, rfids }: StreamFilter): boolean {
  return rfids === undefined && types.isSupersetOf(EVERYONE.types);
}

/** `?rfid=` (repeatable) and `?types=`. @throws AppError `invalid-parameter` */
export function parseFilter(url: URL): StreamFilter {
  const types = single(url, 'types');
  const rfids = url.searchParams.getAll('rfid');
  if (types === undefined && rfids.length === 0) return EVERYONE;
  if (rfids.length > MOST_RFIDS) {
    throw invalidParameter('rfid', `${rfids.length} tags`, `more than ${MOST_RFIDS} can't be followed`, 'leave it out');
  }
  for (const rfid of rfids) {
    if (RFID_PATTERN.test(rfid)) continue;
    throw invalidParameter('rfid', rfid, 'a tag has 1 to 64 of A-Z a-z 0-9 . _ : -', 'write e.g. R546546');
  }
  return {
    types: types === undefined ? EVERYONE.types : new Set(types.split(',').map(parseType)),
    rfids: rfids.length > 0 ? new Set(rfids) : undefined,
  };
}

function parseType(text: string): StoredEventType {
  const type = STORED_EVENT_TYPES.find((each) => each === text);
  if (type) return type;
  throw invalidParameter('types', text, 'there is no such event type', `use some of ${STORED_EVENT_TYPES.join(',')}`);
}
