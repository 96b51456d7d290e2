import { formatColumns, type CsvField } from './csv-columns.ts';
import type { CsvFormats } from './csv-formats.ts';
import type { CsvHead } from './csv-head.ts';
import { isBlank, type CsvRecord } from './csv-reader.ts';
import { parseCsvTemperature } from './csv-temperature.ts';
import { parseCsvTime } from './csv-time.ts';
import { isTimeCell, unitOfTitle } from './csv-titles.ts';
import { fieldError } from './field-error.ts';
import { cellFrom } from './own-csv.ts';
import { parseName, parseRfid } from './reading-fields.ts';
import { TimeZone } from './time-zone.ts';

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

/** Makes a reading of a row, or says what is wrong with it. `now`: the time here, in milliseconds since 1970. */
export type RowReader = (record: CsvRecord, now: number) => ImportRow;

/**
 * Checks rows against section 2 of the contract, like any reading. White space around a cell is no part of it; a cell that is
 * empty is missing. `formats`: how the file writes what it doesn't say by itself.
 */
export function rowReader(head: CsvHead, formats: CsvFormats): RowReader {
  const unit = formats.unit ?? unitOfTitle(head.cells[head.indexOf.temperature] ?? '');
  const times = { dates: formats.dates, zone: formats.zone === undefined ? undefined : TimeZone.named(formats.zone) };
  return (record, now) => {
    const reason = whyNotWhole(record, head);
    if (reason !== undefined) return refused(record, [rowError('', record.text, reason)]);
    const errors: RowError[] = [];
    const refuse = (field: CsvField) => (why: string) => {
      errors.push(rowError(head.cells[head.indexOf[field] ?? -1] ?? '', cellOf(field, record, head), why));
      return undefined;
    };
    const cell = (field: CsvField) => cellOf(field, record, head);
    const name = parseName(cell('name'), refuse('name'));
    const temperature = parseCsvTemperature(cell('temperature'), unit, refuse('temperature'));
    const rfid = parseRfid(cell('rfid'), refuse('rfid'));
    const time = cell('takenAt');
    const takenAtMs = time === undefined ? undefined : parseCsvTime(time, times, now, refuse('takenAt'));
    errors.push(...unusedTimes(record, head));
    if (errors.length > 0 || name === undefined || temperature === undefined || rfid === undefined)
      return refused(record, errors);
    return { kind: 'good', line: record.line, record: record.text, name, temperature, rfid, takenAtMs };
  };
}

function cellOf(field: CsvField, { cells }: CsvRecord, { indexOf, origin }: CsvHead): string | undefined {
  const text = cellFrom(origin, cells[indexOf[field] ?? -1] ?? '');
  const content = field === 'name' && origin === 'readings' ? text : text.trim();
  return content === '' ? undefined : content;
}

/** With a cell too many, it is anyone's guess which stands in which column; those that are blank say nothing. */
function whyNotWhole({ cells, problem }: CsvRecord, { cells: header, delimiter }: CsvHead): string | undefined {
  if (problem !== undefined || cells.slice(header.length).every(isBlank)) return problem;
  const name = delimiter === '\t' ? 'tab' : `"${delimiter}"`;
  return `has ${cells.length} cells where the header has ${header.length}; put a cell that has a ${name} in it between quotes`;
}

/** A time in a column that isn't used, where none is: the reading would get the time of its arrival instead. */
function unusedTimes({ cells }: CsvRecord, { cells: titles, indexOf, isTimeless }: CsvHead): readonly RowError[] {
  if (indexOf.takenAt !== undefined || isTimeless) return [];
  const index = cells.findIndex((text, at) => isUnused(at, indexOf) && isTimeCell(text));
  if (index < 0) return [];
  const title = titles[index] ?? '';
  const remedy =
    title === ''
      ? 'write TakenAt above its column in the first line'
      : `say that it is one (?columns=${formatColumns({ takenAt: title })})`;
  const reason = `looks like a time, but is not used; ${remedy}, or say that the file has none (?columns=TakenAt:)`;
  return [rowError(title, cells[index], reason)];
}

function isUnused(index: number, { name, temperature, rfid }: CsvHead['indexOf']): boolean {
  return index !== name && index !== temperature && index !== rfid;
}

function rowError(column: string, seen: string | undefined, why: string): RowError {
  const { field, value, reason } = fieldError(column, seen, why);
  return { column: field, value: typeof value === 'string' ? value : null, reason };
}

function refused({ line, text }: CsvRecord, errors: readonly RowError[]): ImportRow {
  return { kind: 'refused', line, record: text, errors };
}
