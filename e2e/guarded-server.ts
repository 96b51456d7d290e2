import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Scope } from '../sse-backend/contract/access.ts';
import { addToken, revokeToken } from '../sse-backend/testing/test-tokens.ts';
import { bearer } from './bearer.ts';
import { postReadings } from './post-readings.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

/** A server whose readings only those see who have a token of it; a sensor has one that may write. */
export class GuardedServer {
  readonly url: string;
  /** The folder of its files. */
  readonly data: string;
  readonly #accessFile: string;
  readonly #sensor: string;

  private constructor({ url, data }: Vitalwire) {
    this.url = url;
    this.data = data;
    this.#accessFile = join(data, 'access.sqlite');
    this.#sensor = this.allow('sensor', 'write');
  }

  /** Starts one, ended with the test. With `args` that don't say otherwise it serves the app. */
  static async startFor(test: TestContext, args = ['--static', BUILT_APP]): Promise<GuardedServer> {
    const server = new GuardedServer(await Vitalwire.startFor(test, args));
    await server.#answers401();
    return server;
  }

  /** Makes a token of that name. */
  allow(name: string, scope: Scope): string {
    return addToken(this.#accessFile, { name, scopes: [scope] });
  }

  /** Takes it back; the server notices within a second. */
  revoke(name: string): void {
    revokeToken(this.#accessFile, name);
  }

  /** Waits until the server lets nobody in any more who has this token. */
  async refuses(token: string): Promise<void> {
    await this.#answers401(bearer(token));
  }

  /** The sensor sends readings. */
  async post(...readings: readonly object[]): Promise<void> {
    await postReadings(this.url, readings, this.#sensor);
  }

  /** The file of tokens is written by another process, which the server looks for twice a second. */
  async #answers401(headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const answer = await fetch(`${this.url}/api/status`, { headers });
    await answer.body?.cancel();
    if (answer.status !== 401) await this.#answers401(headers);
  }
}
