import { setTimeout } from 'node:timers/promises';
import { bearer } from './bearer.ts';

const LOOK_EVERY_MS = 50;

/** Waits until a server has so many streams open, as it tells itself. @throws Error when another number is last seen after `ms` */
export async function streamsAre(url: string, count: number, ms = 20_000, token?: string): Promise<void> {
  const end = performance.now() + ms;
  for (let open = await openStreams(url, token); open !== count; open = await openStreams(url, token)) {
    if (performance.now() > end) throw new Error(`${open} streams are open instead of ${count}`);
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** How many streams a server has open, as it tells itself. */
export async function openStreams(url: string, token?: string): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: bearer(token) });
  const [, count] = /^vitalwire_streams_open (\d+)$/m.exec(await response.text()) ?? [];
  return Number(count);
}
