import { type ColumnNames, CSV_FIELDS, type CsvField } from '@contract/csv-columns';
import type { CsvFormats } from '@contract/csv-formats';
import { columnOf, ColumnsError, type CsvHead, type CsvHeader, readHead, readHeader } from '@contract/csv-head';
import { CsvError, CsvReader, type CsvRecord } from '@contract/csv-reader';
import { lacksUnit } from '@contract/csv-temperature';
import { whatTimeLacks } from '@contract/csv-time';
import { unitOfTitle } from '@contract/csv-titles';
import { type ImportRow, rowReader } from '@contract/import-row';

import { IMPORTS_TEXT } from '../messages/imports';
import type { FilePrefix } from './file-prefix';

/** Result of parsing the beginning of a file with the server's own parser. */
export interface CsvPreview {
  /** Column titles; empty if the header could not be read. */
  readonly columns: readonly string[];
  /** Column index of each field, where known. */
  readonly columnOf: Readonly<Record<CsvField, number | undefined>>;
  /** Fields whose column the user has to choose. */
  readonly asked: readonly CsvField[];
  /** Titles of unused columns. */
  readonly ignored: readonly string[];
  /** The first rows as text while columns are still missing, as a help to choose them; empty otherwise. */
  readonly unread: readonly CsvRecord[];
  /** The first rows and the first rejected rows. */
  readonly rows: readonly ImportRow[];
  /** Number of parsed rows, and how many of them will be rejected. */
  readonly looked: number;
  readonly refused: number;
  /** Whether the file has no further rows. */
  readonly isWhole: boolean;
  /** Formats that the file uses but doesn't specify. */
  readonly lacks: Readonly<Record<keyof CsvFormats, boolean>>;
  /** Why the file can't be uploaded and what to do; '' if it can. */
  readonly problem: string;
}

/** Column mapping and formats that the user chose. */
export interface CsvSettings {
  readonly columns: ColumnNames;
  readonly formats: CsvFormats;
}

/** Maximum number of rows in the preview. With more, the button below would move off the screen. */
const MAX_ROWS = 5;

/** Maximum number of rejected rows in the preview. */
const MAX_REFUSED = 5;

const TEXT = IMPORTS_TEXT.problems;

const NOWHERE = { name: undefined, temperature: undefined, rfid: undefined, takenAt: undefined };

/** The preview of a file that is not a table. */
const NOTHING: Omit<CsvPreview, 'problem'> = {
  columns: [],
  columnOf: NOWHERE,
  asked: [],
  ignored: [],
  unread: [],
  rows: [],
  looked: 0,
  refused: 0,
  isWhole: true,
  lacks: { unit: false, dates: false, zone: false },
};

/** Parses the beginning of a file. `now`: ms since 1970. */
export function previewCsv(start: FilePrefix, settings: CsvSettings, now: number): CsvPreview {
  const { text, isWhole, problem } = start;
  if (problem !== '') return { ...NOTHING, problem };
  try {
    const head = readHead(text, settings.columns, isWhole);
    return head ? withHead(start, head, settings.formats, now) : { ...NOTHING, problem: TEXT.endlessHeader };
  } catch (error) {
    if (error instanceof ColumnsError) return withoutColumns(start, settings.columns, error);
    if (error instanceof CsvError) return { ...NOTHING, problem: error.message };
    throw error;
  }
}

function withHead(start: FilePrefix, head: CsvHead, formats: CsvFormats, now: number): CsvPreview {
  const { records, problem } = recordsOf(start, head);
  const read = rowReader(head, formats);
  const rows = records.map((record) => read(record, now));
  const isRefused = ({ kind }: ImportRow): boolean => kind === 'refused';
  const refused = rows.filter(isRefused);
  const first = rows.slice(0, MAX_ROWS);
  const timeless = rowReader({ ...head, isTimeless: true }, formats);
  const isTimeAsked = records.some((record, index) => countErrors(timeless(record, now)) < countErrors(rows[index]));
  return {
    ...NOTHING,
    columns: head.cells,
    columnOf: head.indexOf,
    asked: isTimeAsked ? ['takenAt'] : [],
    ignored: head.ignored.filter((title) => title !== ''),
    rows: [
      ...first,
      ...rows
        .slice(MAX_ROWS)
        .filter(isRefused)
        .slice(0, MAX_REFUSED - first.filter(isRefused).length),
    ],
    looked: rows.length,
    refused: refused.length,
    isWhole: start.isWhole,
    lacks: lacksOf(records, head),
    problem: problem || (rows.length === 0 && start.isWhole ? TEXT.noRows : ''),
  };
}

/** Returns the preview of a file whose columns the user has to choose. */
function withoutColumns(start: FilePrefix, given: ColumnNames, error: ColumnsError): CsvPreview {
  const header = readHeader(start.text, given, start.isWhole);
  if (!header || header.cells.length === 1) return { ...NOTHING, problem: TEXT.undivided };
  const place = (field: CsvField): number | undefined =>
    error.fields.includes(field) ? undefined : columnOf(field, header, given);
  const [name, temperature, rfid, takenAt] = CSV_FIELDS.map(place);
  return {
    ...NOTHING,
    columns: header.cells,
    columnOf: { name, temperature, rfid, takenAt },
    asked: error.fields,
    unread: recordsOf(start, header).records.slice(0, MAX_ROWS),
    problem: TEXT[error.doubt](error.fields),
  };
}

/** Returns the rows below the header, and why parsing stopped. */
function recordsOf(
  { text, isWhole }: FilePrefix,
  { delimiter, header }: CsvHeader,
): { readonly records: readonly CsvRecord[]; readonly problem: string } {
  const reader = new CsvReader({ delimiter });
  const records: CsvRecord[] = [];
  let problem = '';
  try {
    records.push(...reader.push(text));
    // Throws the error that follows the parsed rows, if there is one.
    records.push(...(isWhole ? reader.end() : reader.push('')));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problem = error.message;
  }
  return { records: records.filter(({ end }) => end > header.end), problem };
}

function lacksOf(records: readonly CsvRecord[], { cells, indexOf }: CsvHead): CsvPreview['lacks'] {
  const cellsIn = (index: number | undefined) => records.map((record) => record.cells[index ?? -1]?.trim() ?? '');
  const times = cellsIn(indexOf.takenAt).map(whatTimeLacks);
  return {
    unit: unitOfTitle(cells[indexOf.temperature] ?? '') === undefined && cellsIn(indexOf.temperature).some(lacksUnit),
    dates: times.some(({ dates }) => dates),
    zone: times.some(({ zone }) => zone),
  };
}

function countErrors(row: ImportRow | undefined): number {
  return row?.kind === 'refused' ? row.errors.length : 0;
}
