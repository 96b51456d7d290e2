import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { StatusReport } from '../sse-backend/contract/status-report.ts';
import { StreamClient } from '../sse-backend/testing/stream-client.ts';
import { RestlessClient } from './restless-client.ts';
import { IS_FULL_SCALE } from './scale.ts';
import { SeededRandom } from './seeded-random.ts';
import { identityOf, Sender, type SentReading } from './sender.ts';
import { Vitalwire } from './vitalwire.ts';

const SCALE = IS_FULL_SCALE ? { readings: 10_000, clients: 50, kills: 5 } : { readings: 1_000, clients: 10, kills: 2 };

test('clients cut at random have each reading once, in order, however often the server dies', async (t) => {
  const random = SeededRandom.fromEnvironment();
  t.diagnostic(`TEST_SEED=${random.seed}`);
  const vitalwire = await Vitalwire.startFor(t);
  const running = () => vitalwire.running;
  const clients = Array.from({ length: SCALE.clients }, () => restlessClient(vitalwire, random.fork()));
  t.after(() => clients.forEach((client) => client.leave()));
  const sender = new Sender(vitalwire.url, running);

  const run = async () => {
    // From here on everyone knows a place in the log, and owes us all that comes after it.
    await Promise.all(clients.map((client) => client.until(() => client.lastEventId !== undefined)));
    await Promise.all([
      sender.sendAll(readings(SCALE.readings, random), random.fork()),
      kill(vitalwire, sender, random),
    ]);
    const head = await positionOf(vitalwire);
    await Promise.all(clients.map((client) => client.until(() => client.lastEventId === head)));
    clients.forEach((client) => client.leave());
  };
  await Promise.all([run(), ...clients.map((client) => client.stay())]);

  tellHowItWas(t, clients, sender);
  assert.equal(sender.acknowledged.size, SCALE.readings);
  for (const client of clients) assertExactlyOnce(client, sender);
});

test('a client cut before its first event comes back with its first heartbeat and misses nothing', async (t) => {
  const vitalwire = await Vitalwire.startFor(t);
  const running = () => vitalwire.running;
  const sender = new Sender(vitalwire.url, running);
  const sent = readings(5, new SeededRandom(1));
  await sender.send(sent.slice(0, 2), 'array');

  const first = await StreamClient.open(`${vitalwire.url}/events`);
  await first.until(() => first.events.length > 0);
  first.cut();
  assert.deepEqual(
    first.events.map(({ event }) => event),
    ['heartbeat'],
  );
  await sender.send(sent.slice(2, 4), 'ndjson');
  await vitalwire.kill9();
  await vitalwire.restart();
  const lastEventId = first.events[0]?.id ?? '';
  const second = await StreamClient.open(`${vitalwire.url}/events`, { lastEventId });
  t.after(() => second.cut());
  await sender.send(sent.slice(4), 'object');
  await second.until(() => second.of('message').length >= 3);

  assert.deepEqual(
    second.of('message').map(({ data }) => identityOf(JSON.parse(data) as SentReading)),
    sent.slice(2).map(identityOf),
  );
  assert.deepEqual(second.of('gap'), []);
});

/** Cut now within the first frames, now after hundreds of them. */
function restlessClient(vitalwire: Vitalwire, random: SeededRandom): RestlessClient {
  return new RestlessClient({
    url: `${vitalwire.url}/events`,
    running: () => vitalwire.running,
    patience: () => (random.between(1, 4) === 1 ? random.between(1, 1_000) : random.between(1, 60_000)),
  });
}

function readings(count: number, random: SeededRandom): SentReading[] {
  const begin = Date.now() - 3_600_000;
  return Array.from({ length: count }, (_, index) => ({
    Name: `Žofie 😀 ${index}`,
    Temparature: `${(34 + random.next() * 6).toFixed(1)}C`,
    RFID: `R${random.between(1, 300)}`,
    TakenAt: new Date(begin + index).toISOString(),
  }));
}

/** Kills the server and starts it again, when so many readings have been acknowledged as chance says. */
async function kill(vitalwire: Vitalwire, sender: Sender, random: SeededRandom): Promise<void> {
  const counts = Array.from({ length: SCALE.kills }, () => random.between(1, Math.floor(SCALE.readings * 0.9)));
  for (const count of counts.sort((a, b) => a - b)) {
    await sender.until(count);
    await vitalwire.kill9();
    await vitalwire.restart();
  }
}

async function positionOf({ url }: Vitalwire): Promise<string> {
  const response = await fetch(`${url}/api/status`);
  return ((await response.json()) as StatusReport).Position;
}

function assertExactlyOnce({ received, gaps }: RestlessClient, { acknowledged }: Sender): void {
  assert.deepEqual(gaps, []);
  const events = received.map((line) => {
    const [, id = '', sequence = '', data = ''] = /^(\w+-(\d+)) (.*)$/.exec(line) ?? [];
    return { id, sequence: Number(sequence), identity: identityOf(JSON.parse(data) as SentReading) };
  });
  // All sequences in order: nothing is missing, nothing came twice, nothing stands in another place.
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    events.map((_, index) => index + 1),
  );
  assert.deepEqual(new Set(events.map(({ identity }) => identity)), new Set(acknowledged.keys()));
  assert.equal(events.length, acknowledged.size);
  for (const { id, identity } of events) assert.equal(acknowledged.get(identity) ?? id, id);
}

function tellHowItWas(t: TestContext, clients: readonly RestlessClient[], sender: Sender): void {
  const connections = clients.reduce((sum, client) => sum + client.connections, 0);
  t.diagnostic(`${connections} connections of ${clients.length} clients, ${sender.failures} posts sent again`);
}
