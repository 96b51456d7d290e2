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
import { whyNotText } from './csv-text.ts';

/** What a file's first line says about the others. */
export interface CsvHead {
  readonly delimiter: Delimiter;
  readonly header: CsvRecord;
  /** What the columns are called, white space around it left out. */
  readonly cells: readonly string[];
  /** In which column each part of a reading stands, from 0. */
  readonly indexOf: Readonly<Record<Exclude<CsvField, 'takenAt'>, number>> & { readonly takenAt: number | undefined };
  /** Columns that say nothing about a reading. */
  readonly ignored: readonly string[];
}

/** In the order in which they win where a header without any of them leaves it open. */
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** Columns that a message repeats, and characters of each: a header can be as long as a row. */
const MOST_LISTED = 12;
const LONGEST_LISTED = 30;

type Candidate = { readonly delimiter: Delimiter } & (
  | { readonly header: CsvRecord | undefined; readonly error?: never }
  | { readonly error: unknown; readonly header?: never }
);

/**
 * Reads the header from the beginning of a file, and finds the delimiter by it: the one with which the most columns are
 * known. `given` says what the file calls its columns; `isWhole`: this is all of the file. `undefined` where the header
 * is not complete yet. @throws CsvError where there is no reading the file, with what to do
 */
export function readHead(text: string, given: ColumnNames, isWhole: boolean): CsvHead | undefined {
  const reason = whyNotText(text);
  if (reason !== undefined) throw new CsvError(1, reason);
  const candidates = DELIMITERS.map((delimiter) => readHeader(text, delimiter, isWhole));
  const headers = candidates.flatMap(({ delimiter, header }) => (header ? [{ delimiter, header }] : []));
  const best = headers.toSorted((a, b) => rank(b.header, given) - rank(a.header, given))[0];
  if (best && missingIn(best.header, given).length === 0) return toHead(best.header, best.delimiter, given);
  if (candidates.some(({ header, error }) => !header && error === undefined)) {
    if (!isWhole) return undefined;
    throw new CsvError(
      1,
      'the file is empty; write a header (Name,Temperature,RFID,TakenAt), then one reading a line.',
    );
  }
  if (best) throw new CsvError(best.header.line, describeMissing(best.header, given));
  throw candidates[0]?.error;
}

function readHeader(text: string, delimiter: Delimiter, isWhole: boolean): Candidate {
  const reader = new CsvReader({ delimiter });
  try {
    return { delimiter, header: reader.push(text)[0] ?? (isWhole ? reader.end()[0] : undefined) };
  } catch (error) {
    return { delimiter, error };
  }
}

/** Known columns count most; where there are none, the delimiter is the one that divides the line most. */
function rank(header: CsvRecord, given: ColumnNames): number {
  const known = CSV_FIELDS.filter((field) => columnsOf(field, header, given).length > 0);
  return known.length + header.cells.length / (header.cells.length + 1);
}

function columnsOf(field: CsvField, { cells }: CsvRecord, given: ColumnNames): readonly number[] {
  const title = given[field];
  const isIt = (cell: string) => (title === undefined ? isTitleOf(field, cell) : isSameTitle(title, cell));
  return cells.flatMap((cell, index) => (isIt(cell) ? [index] : []));
}

function missingIn(header: CsvRecord, given: ColumnNames): readonly CsvField[] {
  return CSV_FIELDS.filter(
    (field) => (field !== 'takenAt' || given.takenAt !== undefined) && columnsOf(field, header, given).length === 0,
  );
}

function toHead(header: CsvRecord, delimiter: Delimiter, given: ColumnNames): CsvHead {
  const cells = header.cells.map((cell) => cell.trim());
  const indexOf = (field: CsvField) => {
    const columns = columnsOf(field, header, given);
    if (columns.length > 1) throw new CsvError(header.line, describeTwice(field, columns, cells));
    return columns[0];
  };
  const [name = 0, temperature = 0, rfid = 0, takenAt] = CSV_FIELDS.map(indexOf);
  const used: ReadonlySet<number | undefined> = new Set([name, temperature, rfid, takenAt]);
  return {
    delimiter,
    header,
    cells,
    indexOf: { name, temperature, rfid, takenAt },
    ignored: cells.filter((_, index) => !used.has(index)),
  };
}

function describeTwice(field: CsvField, columns: readonly number[], cells: readonly string[]): string {
  const found = listed(columns.map((index) => cells[index] ?? ''));
  return `the header has more than one column for ${titleOf(field)}: ${found}; leave all but one out, or give them names of their own.`;
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
