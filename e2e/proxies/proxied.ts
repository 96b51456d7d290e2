import type { TestContext } from 'node:test';
import { ask, type Answer, type Question } from '../../sse-backend/testing/ask.ts';
import { StreamClient, type StreamOptions } from '../../sse-backend/testing/stream-client.ts';
import { freePort } from '../free-port.ts';
import { BUILT_APP, Vitalwire } from '../vitalwire.ts';
import type { ProxyKind } from './proxy-kinds.ts';
import { HOST, Proxy } from './proxy.ts';

/** A server behind a proxy, as docs/operating.md says to run them, on ports of a test's own. */
export class Proxied {
  readonly proxy: Proxy;
  readonly server: Vitalwire;

  private constructor(proxy: Proxy, server: Vitalwire) {
    this.proxy = proxy;
    this.server = server;
  }

  /** Starts both, ended with the test. */
  static async startFor(test: TestContext, kind: ProxyKind): Promise<Proxied> {
    const port = await freePort();
    const publicUrl = `https://${HOST}:${port}`;
    const flags = ['--public-url', publicUrl, '--trust-proxy', '127.0.0.1/32', '--allow-anonymous'];
    const server = await Vitalwire.startFor(test, [...flags, '--static', BUILT_APP]);
    const proxy = await Proxy.startFor(test, kind, port, Number(new URL(server.url).port));
    return new Proxied(proxy, server);
  }

  /** Opens `GET /events` through the proxy, for as long as the test lasts. */
  async openFor(test: TestContext, options: StreamOptions = {}): Promise<StreamClient> {
    const { url, tls } = this.proxy;
    const client = await StreamClient.open(`${url}/events`, { tls, ...options });
    test.after(() => client.cut());
    return client;
  }

  /** Asks through the proxy. */
  ask(path: string, question: Question = {}): Promise<Answer> {
    const { url, tls } = this.proxy;
    return ask(url + path, { tls, ...question });
  }

  /** Posts a reading through the proxy; gives its id. @throws Error when it is not acknowledged */
  async post(tag: string): Promise<string> {
    const body = JSON.stringify({ Name: 'Mass Roy', Temparature: '36.6C', RFID: tag });
    const headers = { 'Content-Type': 'application/json' };
    const { status, text } = await this.ask('/api/readings', { method: 'POST', headers, body });
    if (status !== 201) throw new Error(`Not acknowledged: ${status} ${text}`);
    return (JSON.parse(text) as { readonly Ids: [string] }).Ids[0];
  }
}
