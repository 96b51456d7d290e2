import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { TestContext } from 'node:test';

/**
 * A server's address as another machine on the network would use it: http and no local name, which browsers don't take for
 * secure. The server itself is open to this machine only, so what comes here is handed on to it as a request to 127.0.0.1.
 */
export async function plainHttpAddress(test: TestContext, url: string): Promise<string> {
  const own = ownAddress();
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
  proxy.listen(0, own);
  await once(proxy, 'listening');
  test.after(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return `http://${own}:${(proxy.address() as AddressInfo).port}`;
}

function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const own = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!own) throw new Error('This machine has no network address of its own; connect it to any network for this test');
  return own.address;
}
