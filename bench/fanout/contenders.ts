import { join } from 'node:path';
import { compilePart } from './compile.ts';
import { startOurs, startPeer, startProgram, type Contender } from './contender.ts';
import { startNchan, type Nchan } from './nchan.ts';

/** What the others are compared with. */
export const OURS = 'Vitalwire';
export const FLOOR = 'node:net (the floor)';
export const NCHAN = 'nginx + nchan';
const KERNEL = 'C, a loop of write()';

/** All that can be had on this machine, compiled into a folder where need be; who is missing is named on the screen. */
export function contenders(folder: string, nchan: Nchan | undefined): readonly Contender[] {
  if (!nchan) console.log(`Not to be had here, and left out: ${NCHAN} (Debian's libnginx-mod-nchan).`);
  const peer = (name: string, file: string, usualRate: number, replays = false): Contender => ({
    name,
    replays,
    usualRate,
    start: () => startPeer(file),
  });
  const loop = compilePart('peers', folder);
  return [
    { name: OURS, replays: true, usualRate: 4000, start: startOurs },
    { name: KERNEL, replays: false, start: () => startProgram([loop]) },
    peer(FLOOR, 'floor.ts', 400),
    ...(nchan
      ? [
          {
            name: NCHAN,
            replays: true,
            usualRate: 400,
            postHeader: 'X-EventSource-Event: message',
            start: (folder: string) => startNchan(nchan, folder),
          },
        ]
      : []),
    peer('node:http, as tutorials do', 'tutorial.ts', 300),
    peer('Express 5', 'express.ts', 280),
    peer('better-sse', 'better-sse.ts', 230, true),
    peer('@fastify/sse', 'fastify-sse.ts', 200, true),
  ];
}

/** What durable ingest is compared with; it streams nothing. */
export const PLAIN_INSERT: Contender = {
  name: 'node:http, an INSERT per reading',
  replays: false,
  start: (folder, environment) => startPeer('insert.ts', [join(folder, 'readings.sqlite')], environment),
};

/** Without the bare loop, which shows what an event costs the kernel, and is no server anyone could use. */
export function servers(all: readonly Contender[]): readonly Contender[] {
  return all.filter(({ name }) => name !== KERNEL);
}

/** Whether it is one of Node's libraries: neither we, nor the floor, nor C. */
export function isNodePeer(name: string): boolean {
  return ![OURS, KERNEL, FLOOR, NCHAN].includes(name);
}
