import { setTimeout as passed } from 'node:timers/promises';
import type { SeededRandom } from '../../e2e/seeded-random.ts';
import { Sender } from '../../e2e/sender.ts';
import { Vitalwire } from '../../e2e/vitalwire.ts';
import type { CleanUp } from '../clean-up.ts';
import { openHandles } from '../process-use.ts';
import { metric } from './metric.ts';
import { lookAtMemory, type Memory } from './memory.ts';
import { SoakClient, STALL_EVENTS } from './soak-client.ts';
import { SteadySender } from './steady-sender.ts';
import { EVERYONE, followers } from './tags.ts';

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
  /** Streams that the server ended because nobody read them. */
  readonly dropped: number;
  /** Of all clients together. */
  readonly seen: Readonly<Record<'received' | 'connections' | 'cuts' | 'stalls' | 'lost' | 'twice', number>>;
  readonly memory: Memory;
  /** Of a new server, and of this one when everyone had left. */
  readonly handles: { readonly before: number; readonly after: number };
}

/** One client in so many follows some people only. */
export const FILTER_ONE_IN = 4;

/** Between two deaths of the server. */
const SHORTEST_LIFE_MS = 20_000;
const LONGEST_LIFE_MS = 120_000;

/** The last part of the time the server lives undisturbed: what it takes is looked at there. */
export const LAST_PART = 0.4;

const LOOK_EVERY_MS = 250;

const DROPPED = 'vitalwire_stalled_streams_total';

/** Runs it all; resolves when every client has had the last reading. @throws Error when a client is refused or told of a gap */
export async function soak(cleanUp: CleanUp, options: SoakOptions, random: SeededRandom): Promise<Soaked> {
  const vitalwire = await Vitalwire.startFor(cleanUp);
  const before = openHandles(vitalwire.pid ?? 0);
  const running = () => vitalwire.running;
  const clients = Array.from({ length: options.clients }, (_, index) => {
    const audience = index % FILTER_ONE_IN === 0 ? followers(index) : EVERYONE;
    return new SoakClient(`${vitalwire.url}/events`, audience, running, random.fork());
  });
  const sender = new Sender(vitalwire.url, running);
  const steady = new SteadySender(sender, options.readingsPerSecond, random.fork());
  await steady.fill(STALL_EVENTS);
  const staying = Promise.all(clients.map((client) => client.stay()));
  const sending = steady.send();

  const watch = async () => {
    const disturbed = await killFor(options.seconds * (1 - LAST_PART) * 1000, vitalwire, random);
    const memory = await lookAtMemory(vitalwire.pid ?? 0, options.seconds * LAST_PART);
    steady.stop();
    const sent = await sending;
    const head = await metric(vitalwire.url, 'vitalwire_stored_events_total');
    for (const client of clients) client.calmDown();
    while (!clients.every(({ place }) => place.position === head)) await passed(LOOK_EVERY_MS);
    for (const client of clients) client.leave();
    return { disturbed, memory, sent, head };
  };

  // Whoever fails, be it a client, fails it all.
  const [{ disturbed, memory, sent, head }] = await Promise.all([watch(), staying, sending]);
  while ((await metric(vitalwire.url, 'vitalwire_streams_open')) > 0) await passed(LOOK_EVERY_MS);
  return {
    sent,
    surplus: head - sent,
    failures: sender.failures,
    kills: disturbed.kills,
    dropped: disturbed.dropped + (await metric(vitalwire.url, DROPPED)),
    seen: sums(clients),
    memory,
    handles: { before, after: openHandles(vitalwire.pid ?? 0) },
  };
}

/** Kills the server and starts it again for a while, at times that nobody knows; gives how often, and what it had dropped. */
async function killFor(milliseconds: number, vitalwire: Vitalwire, random: SeededRandom) {
  const end = Date.now() + milliseconds;
  for (let kills = 0, dropped = 0; ; kills += 1) {
    const life = random.between(SHORTEST_LIFE_MS, LONGEST_LIFE_MS);
    await passed(Math.max(0, Math.min(life, end - Date.now())));
    if (Date.now() >= end) return { kills, dropped };
    dropped += await metric(vitalwire.url, DROPPED);
    await vitalwire.kill9();
    await vitalwire.restart();
  }
}

function sums(clients: readonly SoakClient[]): Soaked['seen'] {
  const sum = (of: (client: SoakClient) => number) => clients.reduce((total, client) => total + of(client), 0);
  return {
    received: sum(({ received }) => received),
    connections: sum(({ connections }) => connections),
    cuts: sum(({ cuts }) => cuts),
    stalls: sum(({ stalls }) => stalls),
    lost: sum(({ place }) => place.lost),
    twice: sum(({ place }) => place.twice),
  };
}
