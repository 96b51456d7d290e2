import { setTimeout as passed } from 'node:timers/promises';
import type { SeededRandom } from '../../e2e/seeded-random.ts';
import { Sender } from '../../e2e/sender.ts';
import { Vitalwire } from '../../e2e/vitalwire.ts';
import type { CleanUp } from '../clean-up.ts';
import { openHandles } from '../fanout/process-use.ts';
import { metric } from './metric.ts';
import { lookAtMemory, type Memory } from './memory.ts';
import { SoakClient } from './soak-client.ts';
import { SteadySender } from './steady-sender.ts';

/** How large and how long. */
export interface SoakOptions {
  readonly clients: number;
  readonly readingsPerSecond: number;
  readonly seconds: number;
}

/** What was seen. */
export interface Soaked {
  readonly sent: number;
  /** Readings in the log beyond those sent; negative where some are missing. */
  readonly surplus: number;
  /** Posts without an answer, which were sent again. */
  readonly failures: number;
  readonly kills: number;
  /** Of all clients together. */
  readonly seen: Readonly<Record<(typeof COUNTS)[number], number>>;
  readonly memory: Memory;
  /** Of a new server, and of this one when everyone had left. */
  readonly handles: { readonly before: number; readonly after: number };
}

const COUNTS = ['lost', 'twice', 'received', 'connections', 'cuts', 'stalls'] as const;

/** Between two deaths of the server. */
const SHORTEST_LIFE_MS = 20_000;
const LONGEST_LIFE_MS = 120_000;

/** The last part of the time the server lives undisturbed: what it takes is looked at there. */
export const LAST_PART = 0.4;

const LOOK_EVERY_MS = 250;

/** Runs it all; resolves when every client has had the last reading. */
export async function soak(cleanUp: CleanUp, options: SoakOptions, random: SeededRandom): Promise<Soaked> {
  const vitalwire = await Vitalwire.startFor(cleanUp);
  const before = openHandles(vitalwire.pid ?? 0);
  const running = () => vitalwire.running;
  const clients = Array.from(
    { length: options.clients },
    () => new SoakClient(`${vitalwire.url}/events`, running, random.fork()),
  );
  const sender = new Sender(vitalwire.url, running);
  const steady = new SteadySender(sender, options.readingsPerSecond, random.fork());
  const staying = Promise.all(clients.map((client) => client.stay()));
  const sending = steady.send();

  const kills = await killFor(options.seconds * (1 - LAST_PART) * 1000, vitalwire, random);
  const memory = await lookAtMemory(vitalwire.pid ?? 0, options.seconds * LAST_PART);
  steady.stop();
  const sent = await sending;
  const head = await metric(vitalwire.url, 'vitalwire_log_head');
  while (!clients.every(({ position }) => position === head)) await passed(LOOK_EVERY_MS);
  for (const client of clients) client.leave();
  await staying;
  while ((await metric(vitalwire.url, 'vitalwire_streams_open')) > 0) await passed(LOOK_EVERY_MS);
  return {
    sent,
    surplus: head - sent,
    failures: sender.failures,
    kills,
    seen: sums(clients),
    memory,
    handles: { before, after: openHandles(vitalwire.pid ?? 0) },
  };
}

/** Kills the server and starts it again for a while, at times that nobody knows; gives how often. */
async function killFor(milliseconds: number, vitalwire: Vitalwire, random: SeededRandom): Promise<number> {
  const end = Date.now() + milliseconds;
  for (let kills = 0; ; kills += 1) {
    const life = random.between(SHORTEST_LIFE_MS, LONGEST_LIFE_MS);
    await passed(Math.max(0, Math.min(life, end - Date.now())));
    if (Date.now() >= end) return kills;
    await vitalwire.kill9();
    await vitalwire.restart();
  }
}

function sums(clients: readonly SoakClient[]): Soaked['seen'] {
  const sum = (key: (typeof COUNTS)[number]) => clients.reduce((total, client) => total + client[key], 0);
  return Object.fromEntries(COUNTS.map((key) => [key, sum(key)])) as Soaked['seen'];
}
