import { cursor } from '../http/cursor.ts';
import { instant, invalidParameter, single, wholeNumber } from '../http/query.ts';
import type { AlarmsQuery, AlarmState } from '../log/alarm-shapes.ts';
import { rfid } from '../readings/rfid-parameter.ts';

const STATES: readonly AlarmState[] = ['open', 'unacknowledged', 'all'];

const DEFAULT_LIMIT = 100;
/** Alarms of one answer: they are held in memory while it is made. */
const HIGHEST_LIMIT = 1000;

/** `?state=&rfid=&from=&to=&limit=&before=`. @throws AppError `invalid-parameter` */
export function parseAlarmsQuery(url: URL): AlarmsQuery {
  const place = cursor(url);
  return {
    state: state(url),
    rfid: rfid(url),
    from: instant(url, 'from'),
    to: instant(url, 'to'),
    limit: wholeNumber(url, 'limit', 1, HIGHEST_LIMIT) ?? DEFAULT_LIMIT,
    before: place && { raisedAtMs: place.atMs, sequence: place.sequence },
  };
}

function state(url: URL): AlarmState {
  const text = single(url, 'state');
  if (text === undefined) return 'all';
  const found = STATES.find((each) => each === text);
  if (found) return found;
  throw invalidParameter('state', text, 'alarms have no such state', `use one of ${STATES.join(', ')}`);
}
