import { formatInstant } from '../contract/instant.ts';
import type { EventLog } from '../log/event-log.ts';
import { encodeRows } from '../log/import-rows.ts';
import type { ImportRow } from '../contract/import-row.ts';
import type { ImportBatch, NewImport } from '../log/import-shapes.ts';

/** What each row of a test's file takes. */
export const ROW_BYTES = 50;

const HEADER = 'Name,Temperature,RFID,TakenAt';
const FIRST_TAKEN_AT = Date.parse('2026-01-01T00:00:00.000Z');

type GoodRow = Extract<ImportRow, { kind: 'good' }>;

/** The row of that number, from 1, of Bo's readings a second apart. */
export function goodRow(number: number, fields: Partial<GoodRow> = {}): GoodRow {
  const takenAtMs = FIRST_TAKEN_AT + number * 1000;
  const record = `Bo,36.6C,B1,${formatInstant(takenAtMs)}`;
  const given = { name: 'Bo', temperature: '36.6C', rfid: 'B1', takenAtMs };
  return { kind: 'good', line: number + 1, record, ...given, ...fields };
}

/** Rows from one number to another. */
export function goodRows(from: number, to: number): GoodRow[] {
  return Array.from({ length: to - from + 1 }, (_, index) => goodRow(from + index));
}

/** A row without a temperature. */
export function badRow(number: number): ImportRow {
  const errors = [{ column: 'Temperature', value: 'warm', reason: 'is not a number with C or F; write e.g. "36.6C"' }];
  return { kind: 'refused', line: number + 1, record: `Bo,warm,B1,`, errors };
}

/** The rows as the batch that follows on the first `before` ones. */
export function batchOf(id: string, before: number, rows: readonly ImportRow[]): ImportBatch {
  const count = rows.length;
  const to = { bytes: (before + count) * ROW_BYTES, line: before + count + 2 };
  const columns = { name: 'Person', temperature: 'Fever' };
  return { id, from: before * ROW_BYTES, to, rows: encodeRows(rows), count, columns };
}

/** An import of so many rows, which has begun. */
export async function beginImport(
  log: EventLog,
  id: string,
  rows: number,
  fields: Partial<NewImport> = {},
): Promise<void> {
  const file = {
    fileName: 'bo.csv',
    by: 'Ann',
    totalBytes: rows * ROW_BYTES,
    columns: '',
    formats: '',
    header: HEADER,
  };
  await log.imports.create({ id, ...file, ...fields });
  await log.imports.begin(id);
}
