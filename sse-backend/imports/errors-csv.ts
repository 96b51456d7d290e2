import { parseColumns } from '../contract/csv-columns.ts';
import { defended } from '../contract/csv-defence.ts';
import { readHeader, type CsvHeader } from '../contract/csv-head.ts';
import { CsvReader, isBlank } from '../contract/csv-reader.ts';
import { cellFrom, ERRORS_COLUMNS, isErrorsFile } from '../contract/own-csv.ts';
import { BYTE_ORDER_MARK, csvCell, CSV_TYPE, quotedCell } from '../http/csv.ts';
import { sendDownload } from '../http/download.ts';
import type { IdHandler } from '../http/request-context.ts';
import type { ImportJob, RefusedRow } from '../log/import-shapes.ts';
import type { ImportParts } from './import-parts.ts';
import { knownImport } from './known-import.ts';

type ErrorsBook = Pick<ImportParts['book'], 'find' | 'refusedAfter'>;

/** Rows read, and written, at once: a few milliseconds, in which no stream moves. */
const PAGE_ROWS = 500;

const LINE_END = '\r\n';

/** `GET /api/imports/<id>/errors.csv`: the rows refused so far with their line and why, to be mended and sent again. */
export function errorsRoute(book: ErrorsBook): IdHandler {
  return async (context, id) => {
    const job = await knownImport(book, id);
    const pieces = writeErrors(book, job);
    await sendDownload(context, { contentType: CSV_TYPE, fileName: 'errors.csv', pieces });
  };
}

async function* writeErrors(book: ErrorsBook, { id, header, columns }: ImportJob): AsyncGenerator<string, void> {
  const head = readHeader(header, parseColumns(columns) ?? {}, true);
  if (!head) throw new TypeError(`The header of import ${id} can't be read`);
  const { delimiter } = head;
  yield BYTE_ORDER_MARK + [written(header, head), ...ERRORS_COLUMNS].join(delimiter) + LINE_END;
  for (let after = 0; ;) {
    const rows = await book.refusedAfter(id, after, PAGE_ROWS);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => toLine(row, head)).join('');
    after = last.number;
  }
}

function toLine({ line, record, reason }: RefusedRow, head: CsvHeader): string {
  return [written(record, head), String(line), csvCell(reason)].join(head.delimiter) + LINE_END;
}

/** A row with as many cells as the file has columns, so that what is added stands in columns of its own. */
function written(record: string, head: CsvHeader): string {
  const { delimiter, origin } = head;
  const found = cellsOf(record, delimiter);
  const cells = ownCells(found, head).map((cell) => defended(cellFrom(origin, cell)));
  const isAsSent = cells.length >= found.length && found.every((cell, index) => cell === cells[index]);
  // Text behind a closing quote, which only the row as it was sent has, is to be seen and mended.
  return isAsSent ? record + delimiter.repeat(cells.length - found.length) : cells.map(quotedCell).join(delimiter);
}

/** The cells of a row without what an earlier `errors.csv` has added, and with one for each column. */
function ownCells(found: readonly string[], { cells: titles }: CsvHeader): readonly string[] {
  const added = isErrorsFile(titles) ? ERRORS_COLUMNS.length : 0;
  const width = titles.length - added;
  // A delimiter that should have been quoted moves everything behind it.
  const kept = found.slice(0, Math.max(width, found.length - added));
  const cells = kept.slice(width).every(isBlank) ? kept.slice(0, width) : kept;
  return [...cells, ...Array<string>(Math.max(0, width - cells.length)).fill('')];
}

function cellsOf(record: string, delimiter: CsvHeader['delimiter']): readonly string[] {
  const reader = new CsvReader({ delimiter });
  return [...reader.push(record), ...reader.end()][0]?.cells ?? [];
}
