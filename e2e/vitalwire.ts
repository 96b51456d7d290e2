import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';
import { freePort } from './free-port.ts';

/** The app as `scripts/build.ts` leaves it. */
export const BUILT_APP = join(import.meta.dirname, '..', 'dist', 'browser');

/** A server with a place of its own: it can be killed, and started again on the same port and data. */
export class Vitalwire {
  readonly url: string;
  /** The folder of its files. */
  readonly data: string;
  readonly #args: readonly string[];
  #server: ServerProcess | undefined;
  #running = Promise.withResolvers<void>();
  #isOver = false;

  private constructor(port: number, data: string, args: readonly string[]) {
    this.url = `http://127.0.0.1:${port}`;
    this.data = data;
    this.#args = ['--port', String(port), '--data', data, ...args];
  }

  /** Starts one, ended with the test; its data are gone then too. */
  static async startFor(test: Pick<TestContext, 'after'>, args: readonly string[] = []): Promise<Vitalwire> {
    const vitalwire = new Vitalwire(await freePort(), tempFolder(test), args);
    test.after(() => vitalwire.#end());
    await vitalwire.restart();
    return vitalwire;
  }

  /** Resolves while it runs, otherwise as soon as it runs again. */
  get running(): Promise<void> {
    return this.#running.promise;
  }

  /** The process of its present life; `undefined` while it is dead. */
  get pid(): number | undefined {
    return this.#server?.pid;
  }

  /** Ends it as a power cut would, unless it has ended. */
  async kill9(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    this.#running = Promise.withResolvers();
    await server.kill9();
  }

  /** Starts it again after {@link kill9}. */
  async restart(): Promise<void> {
    const server = await ServerProcess.start(this.#args);
    this.#server = server;
    // A test that fails may still be about to restart it.
    if (this.#isOver) await this.kill9();
    else this.#running.resolve();
  }

  /** Loses its files, as one restored from nothing: the next start makes another log. To be called after {@link kill9}. */
  loseData(): void {
    for (const name of readdirSync(this.data)) rmSync(join(this.data, name), { recursive: true });
  }

  async #end(): Promise<void> {
    this.#isOver = true;
    await this.kill9();
  }
}
