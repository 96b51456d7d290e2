import type { Alarm, AlarmKind } from '../contract/alarm.ts';
import { formatInstant } from '../contract/instant.ts';
import type { AlarmRow, AlarmsQuery, AlarmState } from './alarm-shapes.ts';
import { whereWithin } from '../sqlite/list-bounds.ts';
import type { Query } from '../sqlite/query.ts';

/** Words of the partial indices, so that SQLite knows which one has them in order. */
const CONDITIONS: Readonly<Record<AlarmState, readonly string[]>> = {
  open: ['ended_at IS NULL'],
  unacknowledged: ['acknowledged_at IS NULL'],
  all: [],
};

/** Finds alarms, newest first, by an index that has such alarms in order. */
export function alarmsQuery({ state, rfid, limit, ...bounds }: AlarmsQuery): Query {
  const { sql: where, values } = whereWithin('raised_at', bounds, { rfid }, ...CONDITIONS[state]);
  return {
    sql: `SELECT * FROM alarms ${where} ORDER BY raised_at DESC, sequence DESC LIMIT ?`,
    values: [...values, limit],
  };
}

/** An alarm in a row of the table. */
export function readAlarmRow(row: Readonly<Record<string, unknown>>): AlarmRow {
  const atMs = Number(row['raised_at']);
  const { ended_at: endedAt, acknowledged_at: acknowledgedAt } = row;
  const alarm: Alarm = {
    alarm: String(row['alarm']),
    rfid: String(row['rfid']),
    name: String(row['name']),
    kind: row['kind'] as AlarmKind,
    raisedAt: formatInstant(atMs),
    ...(endedAt === null ? {} : { endedAt: formatInstant(Number(endedAt)) }),
    peak: String(row['peak']),
    ...(acknowledgedAt === null ? {} : { acknowledged: acknowledgedIn(row, Number(acknowledgedAt)) }),
  };
  return { atMs, sequence: Number(row['sequence']), alarm };
}

function acknowledgedIn(row: Readonly<Record<string, unknown>>, atMs: number): NonNullable<Alarm['acknowledged']> {
  return { at: formatInstant(atMs), by: String(row['acknowledged_by']), note: String(row['note']) };
}
