import type { StoredReading } from '../contract/reading.ts';
import { decodeStoredReading, type WireStoredReading } from '../contract/wire.ts';
import { sendDownload } from '../http/download.ts';
import type { RequestContext } from '../http/request-context.ts';
import { readPages } from '../http/list-pages.ts';
import type { EventLog } from '../log/event-log.ts';
import type { HistoryQuery, HistoryRow } from '../log/shapes.ts';

type HistoryLog = Pick<EventLog, 'history' | 'idOf'>;

/** How a whole history is written into a file. */
export interface HistoryFormat {
  readonly contentType: string;
  readonly fileName: string;
  /** The file's text, a piece for each page. The last page may be empty, and so may be the only one. */
  write(pages: AsyncIterable<readonly StoredReading[]>): AsyncGenerator<string, void>;
}

/** Streams all of a history, page by page as the client reads. */
export async function exportHistory(
  context: RequestContext,
  log: HistoryLog,
  query: HistoryQuery,
  { contentType, fileName, write }: HistoryFormat,
): Promise<void> {
  await sendDownload(context, { contentType, fileName, pieces: write(readReadings(log, query)) });
}

async function* readReadings(log: HistoryLog, query: HistoryQuery): AsyncGenerator<readonly StoredReading[], void> {
  const pages = readPages(query.before, (before, limit) => log.history({ ...query, before, limit }));
  for await (const rows of pages) yield rows.map((row) => toReading(row, log));
}

function toReading({ sequence, data }: HistoryRow, log: HistoryLog): StoredReading {
  return decodeStoredReading({ ...(JSON.parse(data) as WireStoredReading), Id: log.idOf(sequence) });
}
