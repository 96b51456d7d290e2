import { STORED_EVENT_TYPES } from '../contract/events.ts';
import type { QueryParameter, QueryTable } from '../http/query-table.ts';
import { RFID_PARAMETER } from '../readings/rfid-parameter.ts';
import { MOST_LAST } from './start.ts';

/** `?lastEventId=` of a stream. */
export const LAST_EVENT_ID_PARAMETER = {
  meaning: 'the id after which the stream begins; the header Last-Event-ID counts more',
  schema: { type: 'string' },
} as const satisfies QueryParameter;

/** What `/events` can be asked. */
export const EVENTS_PARAMETERS = {
  lastEventId: LAST_EVENT_ID_PARAMETER,
  last: {
    meaning: 'begins with so many of the newest events',
    schema: { type: 'integer', minimum: 0, maximum: MOST_LAST },
  },
  since: { meaning: 'begins with what was stored then', schema: { type: 'string', format: 'date-time' } },
  rfid: { ...RFID_PARAMETER, isRepeatable: true },
  types: { meaning: `event types with commas between: ${STORED_EVENT_TYPES.join(', ')}`, schema: { type: 'string' } },
} as const satisfies QueryTable;
