import { join } from 'node:path';
import { startOurs, startPeer, type Contender } from './contender.ts';
import { provideNchan, startNchan } from './nchan.ts';

/** What the others are compared with. */
export const OURS = 'Vitalwire';
export const FLOOR = 'node:net (the floor)';
export const NCHAN = 'nginx + nchan';

/** All that can be had on this machine; who is missing is named on the screen. */
export function contenders(): readonly Contender[] {
  const nchan = provideNchan();
  if (!nchan) console.log(`Not to be had here, and left out: ${NCHAN} (Debian's libnginx-mod-nchan).`);
  const peer = (name: string, file: string, replays = false): Contender => ({
    name,
    replays,
    start: () => startPeer(file),
  });
  return [
    { name: OURS, replays: true, start: startOurs },
    peer(FLOOR, 'floor.ts'),
    ...(nchan
      ? [
          {
            name: NCHAN,
            replays: true,
            postHeader: 'X-EventSource-Event: message',
            start: (folder: string) => startNchan(nchan, folder),
          },
        ]
      : []),
    peer('node:http, as tutorials do', 'tutorial.ts'),
    peer('Express 5', 'express.ts'),
    peer('better-sse', 'better-sse.ts', true),
    peer('@fastify/sse', 'fastify-sse.ts', true),
  ];
}

/** What durable ingest is compared with; it streams nothing. */
export const PLAIN_INSERT: Contender = {
  name: 'node:http, an INSERT per reading',
  replays: false,
  start: (folder, environment) => startPeer('insert.ts', [join(folder, 'readings.sqlite')], environment),
};

/** Whether it is one of Node's libraries: neither we, nor the floor, nor C. */
export function isNodePeer(name: string): boolean {
  return ![OURS, FLOOR, NCHAN].includes(name);
}
