import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import test, { type TestContext } from 'node:test';
import { setInterval } from 'node:timers/promises';
import { IS_FULL_SCALE } from './scale.ts';
import { median, residentBytes } from './server-memory.ts';
import { StreamReader } from './stream-reader.ts';
import { Vitalwire } from './vitalwire.ts';

const SCALE = IS_FULL_SCALE ? { readers: 200, seconds: 20 } : { readers: 50, seconds: 4 };

const PER_SECOND = 200;
const TICK_MS = 50;
const PER_TICK = PER_SECOND / (1000 / TICK_MS);

/**
 * 46 MiB in events of 0.9 KiB, for which the slow client asks first: ten times what operating systems hold for a socket, and
 * more than the memory may grow, so that a server that kept them for it would be found out.
 */
const STORED_BEFORE = 50_000;
const WARM_UP_SECONDS = 2;
const MOST_GROWTH = 32 * 1024 * 1024;

/** 200 characters of four bytes. */
const NAME = '😀'.repeat(200);

test('a client that never reads costs less than 32 MiB, and then receives all it missed', async (t) => {
  const vitalwire = await Vitalwire.startFor(t);
  await post(vitalwire, STORED_BEFORE);
  // What the posting has left behind would hide what is held later.
  await vitalwire.kill9();
  await vitalwire.restart();
  const readers = await Promise.all(
    Array.from({ length: SCALE.readers }, () => openReader(t, `${vitalwire.url}/events`)),
  );
  const before = await sendFor(vitalwire, WARM_UP_SECONDS);

  const slow = await open(t, `${vitalwire.url}/events?lastEventId=0`);
  const during = await sendFor(vitalwire, SCALE.seconds);

  const sent = (WARM_UP_SECONDS + SCALE.seconds) * PER_SECOND;
  await Promise.all(readers.map((reader) => reader.until(sent)));
  const growth = median(during.slice(-during.length / 2)) - median(before);
  const most = Math.max(...during) - median(before);
  t.diagnostic(
    `${mebibytes(median(before))} of server memory grew by ${mebibytes(growth)}, at most ${mebibytes(most)}`,
  );
  assert.ok(growth < MOST_GROWTH, `grew by ${mebibytes(growth)}`);
  const missed = new StreamReader(slow);
  await missed.until(STORED_BEFORE + sent);
  assert.deepEqual(
    missed.sequences,
    Array.from({ length: STORED_BEFORE + sent }, (_, index) => index + 1),
  );
});

async function openReader(t: TestContext, url: string): Promise<StreamReader> {
  return new StreamReader(await open(t, url));
}

/** Opens a stream of which nothing is read before somebody listens to its data. */
async function open(t: TestContext, url: string): Promise<IncomingMessage> {
  const request = get(url, { agent: false });
  t.after(() => request.destroy());
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

/** Posts {@link PER_SECOND} readings a second; gives the server's memory in bytes, sampled ten times a second. */
async function sendFor(vitalwire: Vitalwire, seconds: number): Promise<number[]> {
  const samples: number[] = [];
  const pace = setInterval(TICK_MS)[Symbol.asyncIterator]();
  for (let tick = 0; tick < (seconds * 1000) / TICK_MS; tick++) {
    await pace.next();
    await post(vitalwire, PER_TICK);
    if (tick % 2 === 0) samples.push(await residentBytes(vitalwire.url));
  }
  await pace.return?.();
  return samples;
}

async function post({ url }: Vitalwire, count: number): Promise<void> {
  const line = `${JSON.stringify({ Name: NAME, Temparature: '36.6C', RFID: 'R546546' })}\n`;
  const response = await fetch(`${url}/api/readings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: line.repeat(count),
  });
  const { Stored } = (await response.json()) as { readonly Stored: number };
  assert.equal(Stored, count);
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
