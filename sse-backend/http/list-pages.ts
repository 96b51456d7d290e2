import { formatCursor, type CursorPlace } from './cursor.ts';

/** Rows read at once: some 100 KB of CSV, or 1 MB of FHIR, which is what a slow download holds in memory. */
const PAGE_ROWS = 1000;

/** One page of a list: its rows, and the cursor that continues after them. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** `{}` at the end of the list. */
  readonly next: { readonly Next?: string };
}

/** Reads a page of a list: one row more than asked for tells whether there is another. */
export function toPage<Row extends CursorPlace>(found: readonly Row[], limit: number): ListPage<Row> {
  const rows = found.slice(0, limit);
  const last = found.length > rows.length ? rows.at(-1) : undefined;
  return { rows, next: last ? { Next: formatCursor(last) } : {} };
}

/** All of a list after a place, page by page. The last page may be empty, and so may be the only one. */
export async function* readPages<Row extends CursorPlace>(
  start: CursorPlace | undefined,
  read: (before: CursorPlace | undefined, limit: number) => readonly Row[] | Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[], void> {
  let before = start;
  for (;;) {
    const rows = await read(before, PAGE_ROWS);
    yield rows;
    if (rows.length < PAGE_ROWS) return;
    before = rows.at(-1);
  }
}
