import type { CsvField } from './csv-columns.ts';
import type { CsvHead } from './csv-head.ts';
import type { CsvRecord } from './csv-reader.ts';
import { fieldError } from './field-error.ts';
import { parseName, parseRfid, parseTakenAt, parseTemperatureText } from './reading-fields.ts';

/** What is wrong with one field of a row; `column` as the file names it. */
export interface RowError {
  readonly column: string;
  readonly value: string | null;
  readonly reason: string;
}

/** A row of an import: a reading that has been checked, or what is wrong with it. `record` is its text, line end excluded. */
export type ImportRow = { readonly line: number; readonly record: string } & (
  | {
      readonly kind: 'good';
      readonly name: string;
      readonly temperature: string;
      readonly rfid: string;
      readonly takenAtMs: number | undefined;
    }
  | { readonly kind: 'refused'; readonly errors: readonly RowError[] }
);

/**
 * Checks a row against section 2 of the contract, like any reading. White space around a cell is no part of it; a cell
 * that is empty is missing. `now`: the time here, in milliseconds since 1970.
 */
export function toImportRow(record: CsvRecord, head: CsvHead, now: number): ImportRow {
  const { line, text } = record;
  const reason = whyNotWhole(record, head);
  if (reason !== undefined) return refused(record, [rowError('', text, reason)]);
  const errors: RowError[] = [];
  const cell = (field: CsvField) => {
    const text = record.cells[head.indexOf[field] ?? -1]?.trim();
    return text === '' ? undefined : text;
  };
  const refuse = (field: CsvField) => (why: string) => {
    errors.push(rowError(head.cells[head.indexOf[field] ?? -1] ?? '', cell(field), why));
    return undefined;
  };
  const name = parseName(cell('name'), refuse('name'));
  const temperature = parseTemperatureText(cell('temperature'), refuse('temperature'));
  const rfid = parseRfid(cell('rfid'), refuse('rfid'));
  const takenAtMs = parseTakenAt(cell('takenAt'), now, refuse('takenAt'));
  if (errors.length > 0 || name === undefined || temperature === undefined || rfid === undefined)
    return refused(record, errors);
  return { kind: 'good', line, record: text, name, temperature, rfid, takenAtMs };
}

/** With a cell too many, it is anyone's guess which stands in which column. */
function whyNotWhole({ cells, problem }: CsvRecord, { cells: header, delimiter }: CsvHead): string | undefined {
  if (problem !== undefined || cells.length <= header.length) return problem;
  const name = delimiter === '\t' ? 'tab' : `"${delimiter}"`;
  return `has ${cells.length} cells where the header has ${header.length}; put a cell that has a ${name} in it between quotes`;
}

function rowError(column: string, seen: string | undefined, why: string): RowError {
  const { field, value, reason } = fieldError(column, seen, why);
  return { column: field, value: typeof value === 'string' ? value : null, reason };
}

function refused({ line, text }: CsvRecord, errors: readonly RowError[]): ImportRow {
  return { kind: 'refused', line, record: text, errors };
}
