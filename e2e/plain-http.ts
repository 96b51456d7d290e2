import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { TestContext } from 'node:test';

/** Names 127.0.0.1 in the Chromium of `desk-chromium.ts`, which takes a name that isn't local for insecure, wherever it leads. */
export const NAME_OF_LOOPBACK = 'ward.test';

/**
 * A server's address as another machine on the network would use it: http and no local name, which browsers don't take for
 * secure. The server itself is open to this machine only, so what comes here is handed on to it as a request to 127.0.0.1.
 */
export async function plainHttpAddress(test: TestContext, url: string): Promise<string> {
  const own = ownAddress() ?? { host: NAME_OF_LOOPBACK, address: '127.0.0.1' };
  const proxy = createServer((incoming, outgoing) => {
    const { origin: _origin, ...headers } = incoming.headers;
    const { method = 'GET', url: path = '/' } = incoming;
    const forwarded = request(url + path, { method, headers: { ...headers, host: new URL(url).host } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  proxy.listen(0, own.address);
  await once(proxy, 'listening');
  test.after(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return `http://${own.host}:${(proxy.address() as AddressInfo).port}`;
}

/** The machine's address on a network; `undefined` when it is on none. */
function ownAddress(): { readonly host: string; readonly address: string } | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const own = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return own && { host: own.address, address: own.address };
}
