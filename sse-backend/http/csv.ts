const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/** What a spreadsheet takes for a formula, its full-width twins included. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** What CSV is sent as. */
export const CSV_TYPE = 'text/csv; charset=utf-8';

/** A CSV file, for spreadsheets: a header, then a record a row, a piece a page. Without a page there is no header. */
export async function* csvPieces<Row>(
  header: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
  toCells: (row: Row) => readonly string[],
): AsyncGenerator<string, void> {
  let before = csvRecord(header);
  for await (const page of pages) {
    yield before + page.map((row) => csvRecord(toCells(row))).join('');
    before = '';
  }
}

/** One CSV record, its line end included. [spec] RFC 4180 section 2; cells are made harmless for spreadsheets. */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell for any delimiter that CSV is written with, made harmless for spreadsheets. */
export function csvCell(cell: string): string {
  return quotedCell(harmless(cell));
}

/** The same, as it is. */
export function quotedCell(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Puts an apostrophe before what a spreadsheet would run as a formula; a negative number stays a number. */
function harmless(cell: string): string {
  return FORMULA_START.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}
