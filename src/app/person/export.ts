import { problemDetail } from '../http/failure';
import { parseJson } from '../http/json-api';
import { type HistoryQuery, historyParams } from '../readings/history.api';
import { PERSON_TEXT } from '../messages/person';
import type { PersonView } from './person-view';

/** Export formats. */
export type ExportFormat = 'csv' | 'fhir';

const FORMATS: Readonly<Record<ExportFormat, { readonly type: string; readonly ending: string }>> = {
  csv: { type: 'text/csv', ending: 'csv' },
  fhir: { type: 'application/fhir+json', ending: 'fhir.json' },
};

const TEXT = PERSON_TEXT.export;

/** Lifetime of the object URL. Some browsers read the file only after the user has chosen where to save it. */
const URL_LIFETIME_MS = 60_000;

/**
 * Downloads `GET /api/readings` in a format and reports the number of bytes received.
 * @throws Error with the reason as a clause; AbortError when the signal aborts
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

/** Returns a file name, `R546546-2026-11-20-24h.csv`; for a zoomed window with its start and end in UTC. */
export function exportName({ rfid, from, to }: HistoryQuery, view: PersonView, format: ExportFormat): string {
  // A tag may contain a colon, which not every file system allows.
  const tag = rfid.replaceAll(':', '_');
  const time = view.zoom ? `${compact(from)}-${compact(to)}` : `${localDay(to)}-${view.range}`;
  return `${tag}-${time}.${FORMATS[format].ending}`;
}

/** Saves a file as a download. */
export function saveFile(document: Document, file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), URL_LIFETIME_MS);
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

/** The local date, `2026-11-20`. */
function localDay(ms: number): string {
  const date = new Date(ms);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
