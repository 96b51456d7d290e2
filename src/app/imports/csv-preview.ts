import { type ColumnNames, CSV_FIELDS, type CsvField, isSameTitle, isTitleOf } from '@contract/csv-columns';
import { readHead } from '@contract/csv-head';
import { CsvError, CsvReader, type CsvRecord, type Delimiter } from '@contract/csv-reader';
import { whyNotText } from '@contract/csv-text';

import { IMPORTS_TEXT } from '../texts/imports';
import type { FileStart } from './file-start';

/** How a file will be read, as far as its beginning tells. */
export interface CsvPreview {
  /** What its columns are called; none where nothing could be read. */
  readonly columns: readonly string[];
  /** In which of them each field of a reading stands, as far as that is known. */
  readonly columnOf: Readonly<Record<CsvField, number | undefined>>;
  /** The first rows below the header. */
  readonly rows: readonly CsvRecord[];
  /** Why it can't be sent like this, and what to do; '' when it can. */
  readonly problem: string;
}

/** As many rows as show a pattern, and leave the button below on the screen. */
const MOST_ROWS = 5;

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

const TEXT = IMPORTS_TEXT.problems;

/** What can be shown of what is no table. */
const NOTHING: Omit<CsvPreview, 'problem'> = {
  columns: [],
  columnOf: { name: undefined, temperature: undefined, rfid: undefined, takenAt: undefined },
  rows: [],
};

/** Reads the beginning of a file; `given`: what the file calls its columns. */
export function previewCsv({ text, isWhole, problem }: FileStart, given: ColumnNames): CsvPreview {
  if (problem !== '') return { ...NOTHING, problem };
  try {
    const head = readHead(text, given, isWhole);
    if (!head) return { ...NOTHING, problem: TEXT.endlessHeader };
    const rows = rowsOf(text, head.delimiter, isWhole).filter(({ end }) => end > head.header.end);
    return {
      columns: head.cells,
      columnOf: head.indexOf,
      rows: rows.slice(0, MOST_ROWS),
      problem: rows.length === 0 && isWhole ? TEXT.noRows : '',
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (whyNotText(text) !== undefined) return { ...NOTHING, problem: error.message };
    const preview = withoutHead(text, given, isWhole);
    if (preview.columns.length === 1) return { ...NOTHING, problem: TEXT.undivided };
    const missing = preview.columns.length > 0 ? missingIn(preview.columnOf) : [];
    return { ...preview, problem: missing.length > 0 ? TEXT.missing(missing) : error.message };
  }
}

/** What can be shown of a file whose header doesn't say enough: its columns, to choose from. */
function withoutHead(text: string, given: ColumnNames, isWhole: boolean): Omit<CsvPreview, 'problem'> {
  const [header, ...rows] = mostDivided(text, isWhole);
  const columns = header?.cells.map((cell) => cell.trim()) ?? [];
  const place = (field: CsvField): number | undefined => {
    const title = given[field];
    const index = columns.findIndex((name) =>
      title === undefined ? isTitleOf(field, name) : isSameTitle(title, name),
    );
    return index < 0 ? undefined : index;
  };
  const [name, temperature, rfid, takenAt] = CSV_FIELDS.map(place);
  return { columns, columnOf: { name, temperature, rfid, takenAt }, rows: rows.slice(0, MOST_ROWS) };
}

/** What a reading can't do without. */
function missingIn(columnOf: CsvPreview['columnOf']): readonly CsvField[] {
  return CSV_FIELDS.filter((field) => field !== 'takenAt' && columnOf[field] === undefined);
}

/** The rows by the delimiter that divides the first one most; none where it can't be read. */
function mostDivided(text: string, isWhole: boolean): readonly CsvRecord[] {
  const width = (rows: readonly CsvRecord[]): number => rows[0]?.cells.length ?? 0;
  const readings = DELIMITERS.map((delimiter) => readableRows(text, delimiter, isWhole));
  return readings.toSorted((a, b) => width(b) - width(a))[0] ?? [];
}

function readableRows(text: string, delimiter: Delimiter, isWhole: boolean): readonly CsvRecord[] {
  try {
    return rowsOf(text, delimiter, isWhole);
  } catch {
    // What can't be read by this delimiter may be by another.
    return [];
  }
}

function rowsOf(text: string, delimiter: Delimiter, isWhole: boolean): readonly CsvRecord[] {
  const reader = new CsvReader({ delimiter });
  const rows = reader.push(text);
  return isWhole ? [...rows, ...reader.end()] : rows;
}
