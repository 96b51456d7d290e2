import type { QueryTable } from '../http/query-table.ts';
import { invalidParameter, single } from '../http/query.ts';
import type { AlarmsQuery, AlarmState } from '../log/alarm-shapes.ts';
import { HISTORY_PARAMETERS, parseHistoryQuery } from '../readings/history-parameters.ts';

const STATES: readonly AlarmState[] = ['open', 'unacknowledged', 'all'];

/** What the list of alarms can be asked. */
export const ALARMS_PARAMETERS = {
  state: { meaning: 'which alarms', schema: { type: 'string', enum: STATES } },
  ...HISTORY_PARAMETERS,
} as const satisfies QueryTable;

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
