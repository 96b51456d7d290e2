import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { freePort } from './free-port.ts';

/**
 * What happens to what passes. `forward`: nothing. `stall`: it vanishes from sight and nobody is told, as behind a dead radio link; what
 * waits goes on after that. `gather`: what the server says goes out in one piece every so often, as from a proxy that buffers.
 * `hold`: of what a client says on a connection only so much passes; what is answered does.
 */
type Way =
  | { readonly kind: 'forward' | 'stall' }
  | { readonly kind: 'gather'; readonly everyMs: number }
  | { readonly kind: 'hold'; readonly afterBytes: number };

/** A connection that passes through. */
interface Passage {
  readonly client: Socket;
  readonly server: Socket;
  gathered: Buffer[];
}

/** Stands between a page and its server, on a port of its own, and does to the bytes what networks do. */
export class FaultProxy {
  readonly url: string;
  /** Bytes that have passed, both ways, and connections that were taken. */
  passedBytes = 0;
  connections = 0;
  readonly #port: number;
  readonly #target: number;
  readonly #passages = new Set<Passage>();
  #listener: Server | undefined;
  #way: Way = { kind: 'forward' };
  #timer: NodeJS.Timeout | undefined;

  private constructor(port: number, target: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#port = port;
    this.#target = target;
  }

  /** Starts one in front of a server, ended with the test. */
  static async startFor(test: Pick<TestContext, 'after'>, serverUrl: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(await freePort(), Number(new URL(serverUrl).port));
    test.after(() => proxy.refuse());
    await proxy.forward();
    return proxy;
  }

  /** Lets everything through, also what has been held. */
  async forward(): Promise<void> {
    this.#become({ kind: 'forward' });
    for (const { client, server } of this.#passages) for (const socket of [client, server]) socket.resume();
    await this.#listen();
  }

  /** A black hole: connections are taken and stay open, but not a byte passes. */
  stall(): void {
    this.#become({ kind: 'stall' });
    for (const { client, server } of this.#passages) for (const socket of [client, server]) socket.pause();
  }

  /** Hands on what the server says only every so often. */
  gather(everyMs: number): void {
    this.#become({ kind: 'gather', everyMs });
    this.#timer = setInterval(() => this.#release(), everyMs);
  }

  /** Holds whoever sends more than so many bytes on one connection, until it is to {@link forward} again. */
  holdUploads(afterBytes: number): void {
    this.#become({ kind: 'hold', afterBytes });
  }

  /** Cuts off those who are connected; they may come back. */
  cut(): void {
    for (const { client } of this.#passages) client.resetAndDestroy();
  }

  /** Cuts off those who are connected, and takes nobody until it is to {@link forward} again. */
  refuse(): void {
    this.#become({ kind: 'forward' });
    this.#listener?.close();
    this.#listener = undefined;
    this.cut();
  }

  async #listen(): Promise<void> {
    if (this.#listener) return;
    const listener = createServer((client) => this.#take(client));
    this.#listener = listener;
    await once(listener.listen(this.#port, '127.0.0.1'), 'listening');
  }

  #become(way: Way): void {
    clearInterval(this.#timer);
    this.#way = way;
    this.#release();
  }

  #take(client: Socket): void {
    const server = connect(this.#target, '127.0.0.1');
    this.connections += 1;
    const passage: Passage = { client, server, gathered: [] };
    this.#passages.add(passage);
    client.setNoDelay(true);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      // An end that has gone takes the other with it; why is not our business.
      from.on('error', () => to.destroy()).on('close', () => to.destroy());
      from.on('data', ({ length }: Buffer) => (this.passedBytes += length));
    }
    client.on('close', () => this.#passages.delete(passage));
    client.on('data', (bytes: Buffer) => {
      server.write(bytes);
      if (this.#way.kind === 'hold' && client.bytesRead > this.#way.afterBytes) client.pause();
    });
    server.on('data', (bytes: Buffer) => {
      if (this.#way.kind === 'gather') passage.gathered.push(bytes);
      else client.write(bytes);
    });
    if (this.#way.kind === 'stall') for (const socket of [client, server]) socket.pause();
  }

  #release(): void {
    for (const passage of this.#passages) {
      for (const bytes of passage.gathered) passage.client.write(bytes);
      passage.gathered = [];
    }
  }
}
