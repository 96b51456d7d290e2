import { connect, createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections: while a server is down between two lives, a client that looks
 * for it could otherwise be given that very port, and then nobody could listen there (or it would connect to itself).
 */
const LOWEST = 20_000;

/**
 * Each process has a share of the ports to itself: test files run side by side, and nobody can see that a port is taken before
 * its server listens, nor between two lives of it.
 */
const SHARES = 50;
const SHARE_SIZE = 200;

let share: Promise<number> | undefined;
let given = 0;

/** A port on which nobody listens and which stays free while nobody does. It comes again only after all others of the share. */
export async function freePort(): Promise<number> {
  const first = await (share ??= takeShare());
  for (let attempt = 1; attempt < SHARE_SIZE; attempt++) {
    const port = first + 1 + (given++ % (SHARE_SIZE - 1));
    if (await isFree(port)) return port;
  }
  throw new Error(`None of the ports from ${first + 1} to ${first + SHARE_SIZE - 1} was free`);
}

/** Whether nobody listens on a port of this machine, be it by IPv4 or IPv6. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost');
    socket
      .once('error', () => resolve(true))
      .once('connect', () => {
        socket.destroy();
        resolve(false);
      });
  });
}

/** Gives the first port of a share. It is held as long as this process lives, which says that the others are taken. */
async function takeShare(): Promise<number> {
  const start = Math.floor(Math.random() * SHARES);
  for (let step = 0; step < SHARES; step++) {
    const first = LOWEST + ((start + step) % SHARES) * SHARE_SIZE;
    if (await holdPort(first)) return first;
  }
  throw new Error(`All ${SHARES} shares of the ports from ${LOWEST} are taken`);
}

/** Listens on a port until this process ends. Returns false when another process does already. */
export function holdPort(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    createServer((socket) => socket.destroy())
      .once('error', () => resolve(false))
      .listen({ port, host: '127.0.0.1' }, () => resolve(true))
      .unref();
  });
}
