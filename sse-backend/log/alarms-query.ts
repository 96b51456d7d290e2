import type { Alarm, AlarmKind } from '../contract/alarm.ts';
import { formatInstant } from '../contract/instant.ts';
import type { AlarmRow, AlarmsQuery, AlarmState } from './alarm-shapes.ts';
import type { Query } from './nth-newest-query.ts';

/** Words of the partial indices, so that SQLite knows which one has them in order. */
const CONDITION: Readonly<Record<AlarmState, string | undefined>> = {
  open: 'ended_at IS NULL',
  unacknowledged: 'acknowledged_at IS NULL',
  all: undefined,
};

/** Finds alarms, newest first, by an index that has such alarms in order. */
export function alarmsQuery({ state, rfid, from, to, limit, before }: AlarmsQuery): Query {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const where = (condition: string, ...given: (string | number)[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  const condition = CONDITION[state];
  if (condition !== undefined) where(condition);
  if (rfid !== undefined) where('rfid = ?', rfid);
  if (from !== undefined) where('raised_at >= ?', from);
  if (to !== undefined) where('raised_at < ?', to);
  if (before) where('(raised_at, sequence) < (?, ?)', before.raisedAtMs, before.sequence);
  const filter = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return {
    sql: `SELECT * FROM alarms ${filter} ORDER BY raised_at DESC, sequence DESC LIMIT ?`,
    values: [...values, limit],
  };
}

/** An alarm in a row of the table. */
export function readAlarmRow(row: Readonly<Record<string, unknown>>): AlarmRow {
  const raisedAtMs = Number(row['raised_at']);
  const { ended_at: endedAt, acknowledged_at: acknowledgedAt } = row;
  const alarm: Alarm = {
    alarm: String(row['alarm']),
    rfid: String(row['rfid']),
    name: String(row['name']),
    kind: row['kind'] as AlarmKind,
    raisedAt: formatInstant(raisedAtMs),
    ...(endedAt === null ? {} : { endedAt: formatInstant(Number(endedAt)) }),
    peak: String(row['peak']),
    ...(acknowledgedAt === null ? {} : { acknowledged: acknowledgedIn(row, Number(acknowledgedAt)) }),
  };
  return { raisedAtMs, sequence: Number(row['sequence']), alarm };
}

function acknowledgedIn(row: Readonly<Record<string, unknown>>, atMs: number): NonNullable<Alarm['acknowledged']> {
  return { at: formatInstant(atMs), by: String(row['acknowledged_by']), note: String(row['note']) };
}
