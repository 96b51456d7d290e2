import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/** Tells on standard output where a server listens, once it does. */
export function announce(server: Server): void {
  void once(server, 'listening').then(() => {
    process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
  });
}
