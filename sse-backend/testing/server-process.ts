import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const SERVER = join(import.meta.dirname, '..', 'server.ts');

/** How a server process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A server as its operator runs it: a process of its own, on a port that it says. */
export class ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string, ended: Promise<Ended>) {
    this.#child = child;
    this.url = url;
    this.port = Number(new URL(url).port);
    this.pid = child.pid ?? 0;
    this.ended = ended;
  }

  /**
   * Starts a server and waits until it listens. Without `--port` it takes any free one. `within` is a command that runs the
   * command behind it. @throws Error if it ends first
   */
  static async start(args: readonly string[], within: readonly string[] = []): Promise<ServerProcess> {
    const { child, ended } = launch(['--port', '0', '--log-level', 'warn', ...args], {}, within);
    const { promise, resolve } = Promise.withResolvers<string>();
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /: (http:\S+)\n/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    const url = await Promise.race([promise, ended]);
    if (typeof url !== 'string') throw new Error(`The server ended before it listened: ${url.stderr}`);
    return new ServerProcess(child, url.replace('localhost', '127.0.0.1'), ended);
  }

  /** The same, ended with the test. */
  static async startFor(test: TestContext, args: readonly string[]): Promise<ServerProcess> {
    const server = await ServerProcess.start(args);
    test.after(() => server.kill9());
    return server;
  }

  /** Stops reading what it prints, as a log collector does that is restarted. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** Ends it as a power cut would. */
  kill9(): Promise<Ended> {
    this.#child.kill('SIGKILL');
    return this.ended;
  }

  /** Ends it as its operator would. */
  stop(): Promise<Ended> {
    this.#child.kill('SIGTERM');
    return this.ended;
  }
}

/** Runs a server that is expected to end by itself. */
export function runToEnd(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  server: string = SERVER,
): Promise<Ended> {
  return launch(args, environment, [], server).ended;
}

function launch(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  within: readonly string[] = [],
  server: string = SERVER,
) {
  const [program = process.execPath, ...rest] = [...within, process.execPath, server, ...args];
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}
