import { invalidParameter, single } from '../http/query.ts';
import type { AlarmsQuery, AlarmState } from '../log/alarm-shapes.ts';
import { parseHistoryQuery } from '../readings/history-parameters.ts';

const STATES: readonly AlarmState[] = ['open', 'unacknowledged', 'all'];

/** `?state=`, and what every list can be asked. @throws AppError `invalid-parameter` */
export function parseAlarmsQuery(url: URL): AlarmsQuery {
  return { ...parseHistoryQuery(url), state: state(url) };
}

function state(url: URL): AlarmState {
  const text = single(url, 'state');
  if (text === undefined) return 'all';
  const found = STATES.find((each) => each === text);
  if (found) return found;
  throw invalidParameter('state', text, 'alarms have no such state', `use one of ${STATES.join(', ')}`);
}
