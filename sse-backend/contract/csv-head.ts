import {
  CSV_FIELDS,
  formatColumns,
  isSameTitle,
  isTitleOf,
  titleOf,
  type ColumnNames,
  type CsvField,
} from './csv-columns.ts';
import { CsvError, CsvReader, type CsvRecord, type Delimiter } from './csv-reader.ts';
import { readSeparator, type Separator } from './csv-separator.ts';
import { whyNotText } from './csv-text.ts';
import { isOtherTitleOf, isTimeTitle } from './csv-titles.ts';
import { cellFrom, originOf, type CsvOrigin } from './own-csv.ts';

/** The line that names the columns. */
export interface CsvHeader {
  readonly delimiter: Delimiter;
  readonly header: CsvRecord;
  /** What the columns are called, white space around it left out. */
  readonly cells: readonly string[];
  readonly origin: CsvOrigin;
}

/** What a file's first lines say about the others. */
export interface CsvHead extends CsvHeader {
  /** In which column each part of a reading stands, from 0. */
  readonly indexOf: Readonly<Record<Exclude<CsvField, 'takenAt'>, number>> & { readonly takenAt: number | undefined };
  /** Columns that say nothing about a reading. */
  readonly ignored: readonly string[];
  /** The caller said that the file has no times. */
  readonly isTimeless: boolean;
}

/** Why columns aren't clear: not there, there more than once, or times that would not be used. */
export type ColumnsDoubt = 'missing' | 'several' | 'unusedTimes';

/** The columns aren't clear: the caller has to say in which column `fields` stand, or that the file has no times. */
export class ColumnsError extends CsvError {
  readonly doubt: ColumnsDoubt;
  readonly fields: readonly CsvField[];

  constructor(line: number, message: string, doubt: ColumnsDoubt, fields: readonly CsvField[]) {
    super(line, message);
    this.doubt = doubt;
    this.fields = fields;
  }
}

/** Columns that a message repeats, and characters of each: a header can be as long as a row. */
const MOST_LISTED = 12;
const LONGEST_LISTED = 30;

type Candidate = { readonly delimiter: Delimiter } & (
  | { readonly header: CsvRecord | undefined; readonly error?: never }
  | { readonly error: unknown; readonly header?: never }
);

/**
 * Reads the header from the beginning of a file, and which column is what. `given` says what the file calls its columns;
 * `isWhole`: this is all of the file. `undefined` where the header is not complete yet.
 * @throws CsvError where there is no reading the file, with what to do; ColumnsError where the columns have to be said
 */
export function readHead(text: string, given: ColumnNames, isWhole: boolean): CsvHead | undefined {
  const found = readHeader(text, given, isWhole);
  return found && toHead(found, given);
}

/**
 * Reads the header, whatever its columns are. The delimiter is the one that a `sep=` line names, or else the one with which
 * the most columns are known. @throws CsvError like {@link readHead}
 */
export function readHeader(text: string, given: ColumnNames, isWhole: boolean): CsvHeader | undefined {
  const reason = whyNotText(text);
  if (reason !== undefined) throw new CsvError(1, reason);
  const separator = readSeparator(text, isWhole);
  if (!separator) return undefined;
  const candidates = separator.delimiters.map((delimiter) => readFirst(text, separator, delimiter, isWhole));
  const headers = candidates.flatMap(({ delimiter, header }) => (header ? [{ delimiter, header }] : []));
  const best = headers.toSorted((a, b) => rank(b.header, given) - rank(a.header, given))[0];
  const isOpen = candidates.some(({ header, error }) => !header && error === undefined);
  if (best && (!isOpen || missingIn(best.header, given).length === 0))
    return { ...best, cells: best.header.cells.map((cell) => cell.trim()), origin: originOf(best.header.cells) };
  if (!isOpen) throw candidates[0]?.error;
  if (!isWhole) return undefined;
  throw new CsvError(1, 'the file is empty; write a header (Name,Temperature,RFID,TakenAt), then one reading a line.');
}

/** In which column a field stands, from 0; the first, where there are several. */
export function columnOf(field: CsvField, { header }: CsvHeader, given: ColumnNames): number | undefined {
  return columnsOf(field, header, given)[0];
}

function readFirst(text: string, { end, line }: Separator, delimiter: Delimiter, isWhole: boolean): Candidate {
  const reader = new CsvReader({ delimiter, line });
  try {
    const header = reader.push(text.slice(end))[0] ?? (isWhole ? reader.end()[0] : undefined);
    if (!header) return { delimiter, header };
    const origin = originOf(header.cells);
    const cells = header.cells.map((cell) => cellFrom(origin, cell));
    return { delimiter, header: { ...header, cells, end: header.end + end } };
  } catch (error) {
    return { delimiter, error };
  }
}

/** Known columns count most; where there are none, the delimiter is the one that divides the line most. */
function rank(header: CsvRecord, given: ColumnNames): number {
  const known = CSV_FIELDS.filter((field) => columnsOf(field, header, given).length > 0);
  return known.length + header.cells.length / (header.cells.length + 1);
}

/** By the title that was given; without one by ours, or else by another in the same meaning. */
function columnsOf(field: CsvField, { cells }: CsvRecord, given: ColumnNames): readonly number[] {
  const columnsThat = (is: (title: string) => boolean) => cells.flatMap((cell, index) => (is(cell) ? [index] : []));
  const title = given[field];
  if (title === '') return [];
  if (title !== undefined) return columnsThat((cell) => isSameTitle(title, cell));
  const ours = columnsThat((cell) => isTitleOf(field, cell));
  if (ours.length > 0) return ours;
  const isTaken = (cell: string) => Object.values(given).some((other) => isSameTitle(other, cell));
  return columnsThat((cell) => isOtherTitleOf(field, cell) && !isTaken(cell));
}

function missingIn(header: CsvRecord, given: ColumnNames): readonly CsvField[] {
  const isNeeded = (field: CsvField) => field !== 'takenAt' || (given.takenAt ?? '') !== '';
  return CSV_FIELDS.filter((field) => isNeeded(field) && columnsOf(field, header, given).length === 0);
}

function toHead(found: CsvHeader, given: ColumnNames): CsvHead {
  const { header, cells } = found;
  const missing = missingIn(header, given);
  if (missing.length > 0) throw new ColumnsError(header.line, describeMissing(header, given), 'missing', missing);
  const indexOf = (field: CsvField) => {
    const columns = columnsOf(field, header, given);
    if (columns.length > 1)
      throw new ColumnsError(header.line, describeTwice(field, columns, cells), 'several', [field]);
    return columns[0];
  };
  const [name = 0, temperature = 0, rfid = 0, takenAt] = CSV_FIELDS.map(indexOf);
  const used: ReadonlySet<number | undefined> = new Set([name, temperature, rfid, takenAt]);
  const ignored = cells.filter((_, index) => !used.has(index));
  const isTimeless = given.takenAt === '';
  const times = takenAt === undefined && !isTimeless ? ignored.filter(isTimeTitle) : [];
  if (times.length > 0) throw new ColumnsError(header.line, describeUnused(times), 'unusedTimes', ['takenAt']);
  return { ...found, indexOf: { name, temperature, rfid, takenAt }, ignored, isTimeless };
}

/** Without a time, each reading would get that of its arrival. */
function describeUnused(times: readonly string[]): string {
  const [first = ''] = times;
  const seen = `${listed(times)} ${times.length === 1 ? 'looks like a time' : 'look like times'}, but would not be used`;
  return `${seen}; say which column has date and time (?columns=${formatColumns({ takenAt: first })}), or that none has (?columns=TakenAt:).`;
}

function describeTwice(field: CsvField, columns: readonly number[], cells: readonly string[]): string {
  const found = listed(columns.map((index) => cells[index] ?? ''));
  return `the header has more than one column for ${titleOf(field)}: ${found}; leave all but one out, or say which one is meant (?columns=${titleOf(field)}:…).`;
}

function describeMissing(header: CsvRecord, given: ColumnNames): string {
  const missing = missingIn(header, given);
  const wanted = listed(missing.map((field) => given[field] ?? titleOf(field)));
  const unmapped = missing.filter((field) => given[field] === undefined).map((field) => `${titleOf(field)}:…`);
  const columns = [formatColumns(given), ...unmapped].filter((part) => part !== '');
  const remedy = `write what is missing into the first line, or say which columns are meant (?columns=${columns.join(',')})`;
  return `the header has no column ${wanted}, it has ${listed(header.cells)}; ${remedy}.`;
}

function listed(titles: readonly string[]): string {
  const shown = titles.slice(0, MOST_LISTED).map((text) => {
    const trimmed = text.trim();
    return `"${trimmed.length > LONGEST_LISTED ? `${trimmed.slice(0, LONGEST_LISTED).toWellFormed()}…` : trimmed}"`;
  });
  return titles.length > MOST_LISTED ? `${shown.join(', ')} and ${titles.length - MOST_LISTED} more` : shown.join(', ');
}
