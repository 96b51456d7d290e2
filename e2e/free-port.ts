import { connect } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections: while a server is down between two lives, a client that looks
 * for it could otherwise be given that very port, and then nobody could listen there (or it would connect to itself).
 */
const LOWEST = 20_000;
const COUNT = 10_000;
const MOST_ATTEMPTS = 50;

/** A port on which nobody listens and which stays free while nobody does. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const port = LOWEST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error(`None of ${MOST_ATTEMPTS} ports between ${LOWEST} and ${LOWEST + COUNT} was free`);
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
