import { openAsBlob } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { ImportDone } from '../sse-backend/contract/import.ts';
import type { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { StreamClient } from '../sse-backend/testing/stream-client.ts';
import { residentBytes } from '../e2e/server-memory.ts';

/** How often the server is asked for its memory. */
const SAMPLE_EVERY_MS = 100;

/** How an import went. */
export interface ImportRun {
  /** From the first byte of the upload to its 202. */
  readonly uploadSeconds: number;
  /** From the 202 to `done`. */
  readonly importSeconds: number;
  /** How far the server's memory rose above what it was before, at the most. */
  readonly memoryBytes: number;
  readonly done: ImportDone;
}

/** Imports a file as `curl` does, and follows it by its events. */
export async function importFile({ url }: Pick<ServerProcess, 'url'>, file: string): Promise<ImportRun> {
  const before = await residentBytes(url);
  const samples: Promise<number>[] = [];
  const sampling = setInterval(() => samples.push(residentBytes(url)), SAMPLE_EVERY_MS);
  const start = performance.now();
  const location = await upload(url, file);
  const uploaded = performance.now();
  const stream = await StreamClient.open(url + location);
  await stream.until((client) => client.of('done').length > 0);
  const over = performance.now();
  clearInterval(sampling);
  return {
    uploadSeconds: (uploaded - start) / 1000,
    importSeconds: (over - uploaded) / 1000,
    memoryBytes: Math.max(...(await Promise.all(samples))) - before,
    done: JSON.parse(stream.of('done')[0]?.data ?? '{}') as ImportDone,
  };
}

async function upload(url: string, file: string): Promise<string> {
  const body = await openAsBlob(file);
  const response = await fetch(`${url}/api/imports`, { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body });
  const text = await response.text();
  const location = response.headers.get('Location');
  if (response.status !== 202 || location === null)
    throw new Error(`The upload was answered ${response.status}: ${text}`);
  return `${location}/events`;
}
