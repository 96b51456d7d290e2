import { defended } from '../contract/csv-defence.ts';

const NEEDS_QUOTES = /[",;|\t\r\n]|^\s|\s$/;

/** At the beginning of a file, it has spreadsheets read it as UTF-8; without it, they make "ZoÃ«" of "Zoë". */
export const BYTE_ORDER_MARK = '\ufeff';

/** What CSV is sent as. */
export const CSV_TYPE = 'text/csv; charset=utf-8';

/** A CSV file, for spreadsheets: a header, then a record a row, a piece a page. Without a page there is no header. */
export async function* csvPieces<Row>(
  header: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
  toCells: (row: Row) => readonly string[],
): AsyncGenerator<string, void> {
  let before = BYTE_ORDER_MARK + csvRecord(header);
  for await (const page of pages) {
    yield before + page.map((row) => csvRecord(toCells(row))).join('');
    before = '';
  }
}

/** One CSV record, its line end included. [spec] RFC 4180 section 2; cells are made harmless for spreadsheets. */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell for any delimiter, made harmless for spreadsheets. */
export function csvCell(cell: string): string {
  return quotedCell(defended(cell));
}

/** A cell for any delimiter, as it is. */
export function quotedCell(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
