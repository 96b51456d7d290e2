import { parseColumns } from '../contract/csv-columns.ts';
import { readHead, type CsvHead } from '../contract/csv-head.ts';
import { CsvReader } from '../contract/csv-reader.ts';
import { csvCell, CSV_TYPE, quotedCell } from '../http/csv.ts';
import { sendDownload } from '../http/download.ts';
import type { IdHandler } from '../http/exchange.ts';
import type { ImportJob, RefusedRow } from '../log/import-shapes.ts';
import type { ImportParts } from './import-parts.ts';
import { knownImport } from './known-import.ts';

type ErrorsBook = Pick<ImportParts['book'], 'find' | 'refusedAfter'>;

/** Rows read, and written, at once: a few milliseconds, in which no stream moves. */
const PAGE_ROWS = 500;

const LINE_END = '\r\n';

/** What stands behind the columns of the file. */
const ADDED = ['Line', 'Reason'];

/** `GET /api/imports/<id>/errors.csv`: the rows refused so far with their line and why, to be mended and sent again. */
export function errorsRoute(book: ErrorsBook): IdHandler {
  return async (exchange, id) => {
    const job = await knownImport(book, id);
    const pieces = writeErrors(book, job);
    await sendDownload(exchange, { contentType: CSV_TYPE, fileName: 'errors.csv', pieces });
  };
}

async function* writeErrors(book: ErrorsBook, { id, header, columns }: ImportJob): AsyncGenerator<string, void> {
  const head = readHead(header, parseColumns(columns) ?? {}, true);
  if (!head) throw new TypeError(`The header of import ${id} can't be read`);
  const { delimiter } = head;
  const isErrorsFile = ADDED.every((title, index) => head.cells.at(index - ADDED.length) === title);
  const toRecord = isErrorsFile ? resent : asSent;
  yield [toRecord(header, head), ...ADDED].join(delimiter) + LINE_END;
  for (let after = 0; ;) {
    const rows = await book.refusedAfter(id, after, PAGE_ROWS);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => toLine(row, toRecord(row.record, head), delimiter)).join('');
    after = last.number;
  }
}

function toLine({ line, reason }: RefusedRow, record: string, delimiter: string): string {
  return [record, String(line), csvCell(reason)].join(delimiter) + LINE_END;
}

/** A row as it is in the file, with as many cells as there are columns, so that what is added stands in columns of its own. */
function asSent(record: string, { cells, delimiter }: CsvHead): string {
  const missing = cells.length - cellsOf(record, delimiter).length;
  return record + delimiter.repeat(Math.max(0, missing));
}

/** A row of a file that was an `errors.csv` itself, without what was added to that. */
function resent(record: string, { cells: titles, delimiter }: CsvHead): string {
  const cells = cellsOf(record, delimiter);
  const own = titles.length - ADDED.length;
  // A delimiter that should have been quoted moves everything behind it.
  const kept = cells.slice(0, Math.max(own, cells.length - ADDED.length));
  return Array.from({ length: Math.max(own, kept.length) }, (_, index) => quotedCell(kept[index] ?? '')).join(
    delimiter,
  );
}

function cellsOf(record: string, delimiter: CsvHead['delimiter']): readonly string[] {
  const reader = new CsvReader({ delimiter });
  return [...reader.push(record), ...reader.end()][0]?.cells ?? [];
}
