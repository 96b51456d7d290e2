import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { findProxyProgram, PROXY_LIBRARIES } from '../../scripts/proxies.ts';
import { tempFolder } from '../../sse-backend/testing/temp-folder.ts';
import { freePort, isFree } from '../free-port.ts';
import { makeCertificate } from './certificate.ts';
import type { Place, ProxyKind } from './proxy-kinds.ts';

/** The server's name in docs/proxies. */
export const HOST = 'vitalwire.example.org';

const CONFIGURATIONS = join(import.meta.dirname, '../../docs/proxies');

/** Loading libraries from elsewhere is for the unpacked programs only; a browser would take them for its own. */
const ENVIRONMENT = { ...process.env, LD_LIBRARY_PATH: PROXY_LIBRARIES };

const LOOK_EVERY_MS = 20;

/** A proxy as its operator runs it, with what docs/proxies says, on a port of its own. */
export class Proxy {
  /** As users know it. */
  readonly url: string;
  /** Its address for plain http. */
  readonly plainUrl: string;
  /** For clients of this machine: whom to trust, and where the name leads. */
  readonly tls: RequestOptions;
  readonly kind: ProxyKind;
  readonly #configuration: string;
  readonly #child: ChildProcess;
  #output = '';

  private constructor(kind: ProxyKind, { port, plainPort, folder }: Place, configuration: string) {
    this.url = `https://${HOST}:${port}`;
    this.plainUrl = `http://127.0.0.1:${plainPort}`;
    const ca = makeCertificate(folder, HOST);
    this.tls = { ca, lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) };
    this.kind = kind;
    this.#configuration = configuration;
    this.#child = spawn(findProxyProgram(kind.program) ?? '', kind.run(configuration), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...ENVIRONMENT, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    for (const output of [this.#child.stdout, this.#child.stderr]) {
      output?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
  }

  /** Starts one in front of a port, ended with the test. */
  static async startFor(test: TestContext, kind: ProxyKind, port: number, backendPort: number): Promise<Proxy> {
    const place = { port, plainPort: await freePort(), backendPort, folder: tempFolder(test) };
    const configuration = join(place.folder, kind.file);
    writeFileSync(configuration, adapted(kind, place));
    const proxy = new Proxy(kind, place, configuration);
    const ended = once(proxy.#child, 'close');
    test.after(async () => {
      proxy.#child.kill(kind.end);
      await ended;
    });
    while (await isFree(port)) {
      if (proxy.#child.exitCode !== null) throw new Error(`${kind.program} ended: ${proxy.#output}`);
      await setTimeout(LOOK_EVERY_MS);
    }
    return proxy;
  }

  /** Has it read its configuration again, as after a change or with a new certificate. */
  async reload(): Promise<void> {
    const { program, reload } = this.kind;
    if (typeof reload === 'string') {
      this.#child.kill(reload);
      return;
    }
    const command = spawn(findProxyProgram(program) ?? '', reload(this.#configuration), { stdio: 'ignore' });
    const [code] = (await once(command, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${program} could not be reloaded: ${this.#output}`);
  }
}

/** The published configuration with what a test has to have otherwise. */
function adapted({ file, changes }: ProxyKind, place: Place): string {
  let text = readFileSync(join(CONFIGURATIONS, file), 'utf8');
  for (const [published, here] of changes(place)) {
    if (!text.includes(published)) throw new Error(`docs/proxies/${file} has no ${published}`);
    text = text.replaceAll(published, here);
  }
  return text;
}
