import type { ServerResponse } from 'node:http';
import type { StoredReading } from '../contract/reading.ts';
import { decodeStoredReading, type WireStoredReading } from '../contract/wire.ts';
import type { Exchange } from '../http/exchange.ts';
import type { EventLog } from '../log/event-log.ts';
import type { HistoryQuery, HistoryRow } from '../log/shapes.ts';
import { drainOrClose } from './drain-or-close.ts';

type HistoryLog = Pick<EventLog, 'history' | 'idOf'>;

/** How a whole history is written into a file. */
export interface HistoryFormat {
  readonly contentType: string;
  readonly fileName: string;
  /** The file's text, a piece for each page. The last page may be empty, and so may be the only one. */
  write(pages: AsyncIterable<readonly StoredReading[]>): AsyncGenerator<string, void>;
}

/** Rows read at once: some 100 KB of CSV, or 1 MB of FHIR, which is what a slow download holds in memory. */
const PAGE_ROWS = 1000;

/** A download that nobody has read from for this long is given up: its connection would be held for ever. */
const LONGEST_STALL_MS = 60_000;

/** Streams all of a history, page by page as the client reads. */
export async function exportHistory(
  { request, response }: Exchange,
  log: HistoryLog,
  query: HistoryQuery,
  format: HistoryFormat,
): Promise<void> {
  const pieces = format.write(readPages(log, query));
  // Read before the headers are sent, so that a log that can't be read is still answered as a problem.
  let piece = await pieces.next();
  response.writeHead(200, {
    'Content-Type': format.contentType,
    'Content-Disposition': `attachment; filename="${format.fileName}"`,
    'Cache-Control': 'no-store',
  });
  response.setTimeout(LONGEST_STALL_MS, () => response.destroy());
  if (request.method !== 'HEAD') {
    while (!piece.done && (await send(response, piece.value))) piece = await pieces.next();
  }
  response.end();
}

/** Resolves when the client is ready for more; `false` when it has gone. */
async function send(response: ServerResponse, text: string): Promise<boolean> {
  if (!response.write(text)) await drainOrClose(response);
  return !response.destroyed;
}

async function* readPages(log: HistoryLog, query: HistoryQuery): AsyncGenerator<readonly StoredReading[], void> {
  let before = query.before;
  for (;;) {
    const rows = await log.history({ ...query, before, limit: PAGE_ROWS });
    yield rows.map((row) => toReading(row, log));
    if (rows.length < PAGE_ROWS) return;
    before = rows.at(-1);
  }
}

function toReading({ sequence, data }: HistoryRow, log: HistoryLog): StoredReading {
  return decodeStoredReading({ ...(JSON.parse(data) as WireStoredReading), Id: log.idOf(sequence) });
}
