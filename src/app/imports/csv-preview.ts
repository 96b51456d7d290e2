import { type ColumnNames, CSV_FIELDS, type CsvField } from '@contract/csv-columns';
import type { CsvFormats } from '@contract/csv-formats';
import { columnOf, ColumnsError, type CsvHead, type CsvHeader, readHead, readHeader } from '@contract/csv-head';
import { CsvError, CsvReader, type CsvRecord } from '@contract/csv-reader';
import { lacksUnit } from '@contract/csv-temperature';
import { whatTimeLacks } from '@contract/csv-time';
import { unitOfTitle } from '@contract/csv-titles';
import { type ImportRow, rowReader } from '@contract/import-row';

import { IMPORTS_TEXT } from '../messages/imports';
import type { FileStart } from './file-start';

/** How a file will be read, as far as its beginning tells: by the code with which the server reads it. */
export interface CsvPreview {
  /** What its columns are called; none where nothing could be read. */
  readonly columns: readonly string[];
  /** In which of them each field of a reading stands, as far as that is known. */
  readonly columnOf: Readonly<Record<CsvField, number | undefined>>;
  /** Fields whose column is unclear. */
  readonly asked: readonly CsvField[];
  /** Columns that are not used. */
  readonly ignored: readonly string[];
  /** The first rows as the file has them, to say by them which column is which; none where that is clear. */
  readonly unread: readonly CsvRecord[];
  /** What becomes of the first rows, and of those that are refused. */
  readonly rows: readonly ImportRow[];
  /** How many rows were looked at, and how many of them will be refused. */
  readonly looked: number;
  readonly refused: number;
  /** Whether these are all of the file. */
  readonly isWhole: boolean;
  /** What the file writes in its own way, and doesn't say. */
  readonly lacks: Readonly<Record<keyof CsvFormats, boolean>>;
  /** Why it can't be sent like this, and what to do; '' when it can. */
  readonly problem: string;
}

/** What was said of a file by its reader. */
export interface Said {
  readonly columns: ColumnNames;
  readonly formats: CsvFormats;
}

/** As many rows as show a pattern, and leave the button below on the screen. */
const MOST_ROWS = 5;

/** Refused rows that are shown, those that are not among the first included. */
const MOST_REFUSED = 5;

const TEXT = IMPORTS_TEXT.problems;

const NOWHERE = { name: undefined, temperature: undefined, rfid: undefined, takenAt: undefined };

/** What can be shown of what is no table. */
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

/** Reads the beginning of a file. `now`: milliseconds since 1970. */
export function previewCsv(start: FileStart, said: Said, now: number): CsvPreview {
  const { text, isWhole, problem } = start;
  if (problem !== '') return { ...NOTHING, problem };
  try {
    const head = readHead(text, said.columns, isWhole);
    return head ? withHead(start, head, said.formats, now) : { ...NOTHING, problem: TEXT.endlessHeader };
  } catch (error) {
    if (error instanceof ColumnsError) return withoutColumns(start, said.columns, error);
    if (error instanceof CsvError) return { ...NOTHING, problem: error.message };
    throw error;
  }
}

function withHead(start: FileStart, head: CsvHead, formats: CsvFormats, now: number): CsvPreview {
  const { records, problem } = recordsOf(start, head);
  const read = rowReader(head, formats);
  const rows = records.map((record) => read(record, now));
  const isRefused = ({ kind }: ImportRow): boolean => kind === 'refused';
  const refused = rows.filter(isRefused);
  const first = rows.slice(0, MOST_ROWS);
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
        .slice(MOST_ROWS)
        .filter(isRefused)
        .slice(0, MOST_REFUSED - first.filter(isRefused).length),
    ],
    looked: rows.length,
    refused: refused.length,
    isWhole: start.isWhole,
    lacks: lacksOf(records, head),
    problem: problem || (rows.length === 0 && start.isWhole ? TEXT.noRows : ''),
  };
}

/** What can be shown of a file whose header doesn't say enough: its columns, to choose from. */
function withoutColumns(start: FileStart, given: ColumnNames, error: ColumnsError): CsvPreview {
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
    unread: recordsOf(start, header).records.slice(0, MOST_ROWS),
    problem: TEXT[error.doubt](error.fields),
  };
}

/** The rows below the header, and why it can't be read on. */
function recordsOf(
  { text, isWhole }: FileStart,
  { delimiter, header }: CsvHeader,
): { readonly records: readonly CsvRecord[]; readonly problem: string } {
  const reader = new CsvReader({ delimiter });
  const records: CsvRecord[] = [];
  let problem = '';
  try {
    records.push(...reader.push(text));
    // What is wrong behind the rows that were given, where nothing more may come.
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
