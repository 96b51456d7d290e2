import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/** Waits until a server has so many streams open, as it tells itself. @throws Error when another number is last seen after `ms` */
export async function streamsAre(url: string, count: number, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  for (let open = await openStreams(url); open !== count; open = await openStreams(url)) {
    if (performance.now() > end) throw new Error(`${open} streams are open instead of ${count}`);
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** How many streams a server has open, as it tells itself. */
export async function openStreams(url: string): Promise<number> {
  const response = await fetch(`${url}/metrics`);
  const [, count] = /^vitalwire_streams_open (\d+)$/m.exec(await response.text()) ?? [];
  return Number(count);
}
