import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ServerProcess } from '../../sse-backend/testing/server-process.ts';
import { ON_SERVER_CORE } from './cores.ts';

/** A server that takes part. */
export interface Contender {
  readonly name: string;
  /** Whether a client that comes back gets what it missed. */
  readonly replays: boolean;
  /** Events a second that it brings to 500 clients on two cores, roughly: where the search for how many it are begins. */
  readonly usualRate?: number;
  /** A header with which readings are posted to it. */
  readonly postHeader?: string;
  /** Starts it on the servers' core, with a new folder for whatever it stores; `environment` as `NAME=value`. */
  start(folder: string, environment?: readonly string[]): Promise<Running>;
}

/** A contender that runs. */
export interface Running {
  readonly port: number;
  /** The process that serves. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Our server as its operator runs it. */
export async function startOurs(folder: string, environment: readonly string[] = []): Promise<Running> {
  const within = ['env', ...environment, ...ON_SERVER_CORE];
  const server = await ServerProcess.start(['--data', join(folder, 'data')], within);
  return {
    port: server.port,
    pid: server.pid,
    async stop() {
      await server.kill9();
    },
  };
}

/** A server of `peers/` that Node runs. */
export function startPeer(
  file: string,
  args: readonly string[] = [],
  environment?: readonly string[],
): Promise<Running> {
  return startProgram([process.execPath, join(import.meta.dirname, 'peers', file), ...args], environment);
}

/** A server that tells its port on its first line. @throws Error when it ends before */
export async function startProgram(program: readonly string[], environment: readonly string[] = []): Promise<Running> {
  const child = spawn('env', [...environment, ...ON_SERVER_CORE, ...program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const [port] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown];
  if (typeof port !== 'string') throw new Error(`${program.join(' ')} ended before it listened`);
  return {
    port: Number(port),
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
