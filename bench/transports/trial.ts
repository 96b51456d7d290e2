import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { CleanUp } from '../clean-up.ts';
import { FaultProxy } from '../../e2e/fault-proxy.ts';
import { quantile } from '../live-posts.ts';
import type { Asked, Told, Transport } from './transport.ts';

/** What is done to a page. */
export interface TrialOptions {
  readonly readingsPerSecond: number;
  readonly seconds: number;
}

/** What it saw. */
export type Trial = Readonly<Record<(typeof TRIAL_KEYS)[number], number>>;

/** By which columns are chosen. */
export const TRIAL_KEYS = ['bytes', 'cpuUs', 'p50Ms', 'p99Ms', 'connections', 'requests', 'lost'] as const;

const OPENING_MS = 1500;
const CUT_MS = 3000;

/** Long enough for whatever comes back by itself to have done so. */
const RETURN_MS = 6000;

/** A page takes readings in its way for a while, then the network is cut for 3 s. */
export async function tryTransport(
  browser: Browser,
  transport: Transport,
  { readingsPerSecond, seconds }: TrialOptions,
): Promise<Trial> {
  const cleanUp = new CleanUp();
  try {
    const server = fork(join(import.meta.dirname, 'server.ts'));
    const { port } = await told(server);
    cleanUp.after(() => server.kill('SIGKILL'));
    const unheard = await publish(server, readingsPerSecond, seconds);

    const proxy = await FaultProxy.startFor(cleanUp, `http://127.0.0.1:${port}`);
    const page = await browser.newPage();
    cleanUp.after(() => page.close());
    await page.goto(`${proxy.url}/page/${transport}`);
    await setTimeout(OPENING_MS);
    const [bytesBefore, connectionsBefore] = [proxy.passedBytes, proxy.connections];
    const heard = await publish(server, readingsPerSecond, seconds);
    await setTimeout(OPENING_MS);
    const came = await page.evaluate<number[]>('[...came.values()]');
    if (came.length === 0) throw new Error(`Nothing has come to the page by ${transport}.`);
    const bytes = proxy.passedBytes - bytesBefore;
    const connections = 1 + proxy.connections - connectionsBefore;

    await ask(server, { publish: readingsPerSecond });
    await setTimeout(CUT_MS);
    proxy.refuse();
    await setTimeout(CUT_MS);
    await proxy.forward();
    await setTimeout(RETURN_MS);
    const { sent } = await ask(server, 'stop');
    await setTimeout(OPENING_MS);
    const seen = await page.evaluate<number>('came.size');
    return {
      bytes: bytes / heard.sent,
      cpuUs: heard.cpuMicroseconds / heard.sent - unheard.cpuMicroseconds / unheard.sent,
      p50Ms: quantile(came, 0.5),
      p99Ms: quantile(came, 0.99),
      connections,
      requests: heard.requests / seconds,
      lost: sent - unheard.sent - seen,
    };
  } finally {
    await cleanUp.run();
  }
}

/** Publishes for a while; gives what that cost and brought. */
async function publish(server: ChildProcess, readingsPerSecond: number, seconds: number): Promise<Told> {
  const before = await ask(server, { publish: readingsPerSecond });
  await setTimeout(seconds * 1000);
  const after = await ask(server, 'stop');
  return {
    ...after,
    cpuMicroseconds: after.cpuMicroseconds - before.cpuMicroseconds,
    sent: after.sent - before.sent,
    requests: after.requests - before.requests,
  };
}

async function ask(server: ChildProcess, asked: Asked): Promise<Told> {
  server.send(asked);
  return told(server);
}

/** What the server tells next. @throws Error when it ends instead */
async function told(server: ChildProcess): Promise<Told> {
  const ending = new AbortController();
  const end = () => ending.abort(new Error('The server that is measured has ended.'));
  server.once('exit', end);
  try {
    const [message] = (await once(server, 'message', ending)) as [Told];
    return message;
  } finally {
    server.off('exit', end);
  }
}
