import { readFileSync, rmSync, watch } from 'node:fs';
import { once } from 'node:events';
import { basename, dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';

/** What a server holds after its garbage has been collected. Sizes in bytes. */
export interface Remains {
  readonly heapUsed: number;
  readonly external: number;
  readonly rss: number;
  /** The kinds of what keeps it running, one entry each. */
  readonly resources: readonly string[];
}

/** A server that can be asked what it holds. */
export class ProbedServer {
  readonly server: ServerProcess;
  readonly #file: string;

  private constructor(server: ServerProcess, file: string) {
    this.server = server;
    this.#file = file;
  }

  /** Starts one, ended with the test. */
  static async startFor(test: TestContext, args: readonly string[]): Promise<ProbedServer> {
    const file = join(tempFolder(test), 'remains.json');
    const probe = join(import.meta.dirname, 'remains-probe.js');
    const environment = [`NODE_OPTIONS=--expose-gc --import=${probe}`, `TEST_REMAINS=${file}`];
    const server = await ServerProcess.start(args, ['env', ...environment]);
    test.after(() => server.kill9());
    return new ProbedServer(server, file);
  }

  /** Has it collect its garbage, and tells what is left. */
  async remains(): Promise<Remains> {
    rmSync(this.#file, { force: true });
    const watcher = watch(dirname(this.#file));
    process.kill(this.server.pid, 'SIGUSR2');
    const name = basename(this.#file);
    while ((await once(watcher, 'change'))[1] !== name);
    watcher.close();
    return JSON.parse(readFileSync(this.#file, 'utf8')) as Remains;
  }
}
