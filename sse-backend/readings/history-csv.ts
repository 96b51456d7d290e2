import type { ServerResponse } from 'node:http';
import { decodeStoredReading, FIELD, type WireStoredReading } from '../contract/wire.ts';
import type { Exchange } from '../http/exchange.ts';
import type { EventLog } from '../log/event-log.ts';
import type { HistoryQuery, HistoryRow } from '../log/shapes.ts';
import { csvRecord } from './csv.ts';
import { drainOrClose } from './drain-or-close.ts';

type HistoryLog = Pick<EventLog, 'history' | 'idOf'>;

/** Rows read at once: some 100 KB, which is what a slow download holds in memory. */
const PAGE_ROWS = 1000;

/** A download that nobody has read from for this long is given up: its connection would be held for ever. */
const LONGEST_STALL_MS = 60_000;

const HEADER = csvRecord([
  FIELD.id,
  FIELD.name,
  FIELD.temperature,
  FIELD.rfid,
  FIELD.takenAt,
  FIELD.status,
  FIELD.alarm,
]);

/** Streams all of a history as CSV, page by page as the client reads. */
export async function sendHistoryCsv(
  { request, response }: Exchange,
  log: HistoryLog,
  query: HistoryQuery,
): Promise<void> {
  const pages = csvPages(log, query);
  // Read before the headers are sent, so that a log that can't be read is still answered as a problem.
  let page = await pages.next();
  response.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="readings.csv"',
    'Cache-Control': 'no-store',
  });
  response.setTimeout(LONGEST_STALL_MS, () => response.destroy());
  if (request.method !== 'HEAD') {
    while (!page.done && (await send(response, page.value))) page = await pages.next();
  }
  response.end();
}

/** Resolves when the client is ready for more; `false` when it has gone. */
async function send(response: ServerResponse, text: string): Promise<boolean> {
  if (!response.write(text)) await drainOrClose(response);
  return !response.destroyed;
}

async function* csvPages(log: HistoryLog, query: HistoryQuery): AsyncGenerator<string, void> {
  let before = query.before;
  let header = HEADER;
  for (;;) {
    const rows = await log.history({ ...query, before, limit: PAGE_ROWS });
    yield header + rows.map((row) => toRecord(row, log)).join('');
    if (rows.length < PAGE_ROWS) return;
    before = rows.at(-1);
    header = '';
  }
}

function toRecord({ sequence, data }: HistoryRow, log: HistoryLog): string {
  const wire = { ...(JSON.parse(data) as WireStoredReading), Id: log.idOf(sequence) };
  const { id, name, temperature, rfid, takenAt, status, alarm = '' } = decodeStoredReading(wire);
  return csvRecord([id, name, temperature, rfid, takenAt, status, alarm]);
}
