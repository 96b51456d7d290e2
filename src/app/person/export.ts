import { problemDetail } from '../http/failure';
import { parseJson } from '../http/json-api';
import { type HistoryQuery, historyParams } from '../readings/history.api';
import { PERSON_TEXT } from '../messages/person';
import type { PersonView } from './person-view';

/** The forms in which readings leave. */
export type ExportFormat = 'csv' | 'fhir';

const FORMATS: Readonly<Record<ExportFormat, { readonly type: string; readonly ending: string }>> = {
  csv: { type: 'text/csv', ending: 'csv' },
  fhir: { type: 'application/fhir+json', ending: 'fhir.json' },
};

const TEXT = PERSON_TEXT.export;

/** Time that a browser has for reading a file. Some only begin once the user has chosen a place, and save nothing if the address is gone. */
const READ_WITHIN_MS = 60_000;

/**
 * `GET /api/readings` in another form, counting the bytes as they come: the browser keeps them, however many they are.
 * @throws Error whose message says as a clause why there is no file; AbortError when the signal ends it
 */
export async function downloadReadings(
  query: HistoryQuery,
  format: ExportFormat,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const url = `/api/readings?${new URLSearchParams(historyParams(query)).toString()}`;
  const { type } = FORMATS[format];
  const response = await orExplain(fetch(url, { headers: { Accept: type }, signal }), signal);
  if (!response.ok || !response.body) {
    const detail = problemDetail(parseJson(await response.text()));
    throw new Error(TEXT.refused(response.status, detail));
  }
  let bytes = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      onProgress(bytes);
      controller.enqueue(chunk);
    },
  });
  const counted = new Response(response.body.pipeThrough(counter), { headers: { 'Content-Type': type } });
  return orExplain(counted.blob(), signal);
}

/** `R546546-2026-11-20-24h.csv`; of a window that was zoomed to, its beginning and end in UTC. */
export function exportName({ rfid, from, to }: HistoryQuery, view: PersonView, format: ExportFormat): string {
  // A colon, which a tag may have, is no part of a file's name everywhere.
  const tag = rfid.replaceAll(':', '_');
  const time = view.zoom ? `${compact(from)}-${compact(to)}` : `${localDay(to)}-${view.range}`;
  return `${tag}-${time}.${FORMATS[format].ending}`;
}

/** Hands a file to the reader's downloads. */
export function saveFile(document: Document, file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_WITHIN_MS);
}

async function orExplain<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw signal.aborted ? error : new Error(TEXT.noAnswer, { cause: error });
  }
}

/** `2026-11-20T1400Z` */
function compact(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace(':', '')}Z`;
}

/** The reader's own day, `2026-11-20`. */
function localDay(ms: number): string {
  const date = new Date(ms);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
