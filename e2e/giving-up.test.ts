import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { openBrowsers } from './browsers.ts';
import { clientsOf, type StartClient, type Told } from './giving-up.ts';
import { type Trouble, UnsteadyServer } from './unsteady-server.ts';

const CLIENTS_PAGE = readFileSync(join(import.meta.dirname, '..', 'docs', 'clients.md'), 'utf8');

const TROUBLES: readonly Trouble[] = ['stream ends', 'connection refused', '204', '401', '503'];

const [chromium, firefox] = await openBrowsers();

const CLIENTS = clientsOf(chromium, firefox);

test('the table of docs/clients.md names each client that is measured, and each trouble', () => {
  const [head, ...rows] = table();
  assert.deepEqual(head?.slice(1), TROUBLES);
  assert.deepEqual(
    rows.map(([client]) => client),
    [...CLIENTS.keys()],
  );
});

// They mostly wait to reconnect.
suite('clients do as the table of docs/clients.md says', { concurrency: 4 }, () => {
  for (const [client = '', ...cells] of table().slice(1)) {
    const start = CLIENTS.get(client);
    if (!start) continue;
    suite(client, { concurrency: 1 }, () => {
      for (const [index, trouble] of TROUBLES.entries()) {
        test(`${client} ${cells[index]} after: ${trouble}`, async (t) => {
          assert.equal(await outcomeOf(t, start, trouble), cells[index]);
        });
      }
    });
  }
});

test('the documented code asks for what follows the last event when it opens the stream again', async (t) => {
  const server = await UnsteadyServer.start(t);
  const told = new Tellings();
  await CLIENTS.get('`EventSource` opened again as below, Firefox')?.(t, server, (one) => told.add(one));
  await told.next('event');
  await server.nextRequest();
  server.refuseWith(503);
  await server.nextRequest();
  assert.match(await server.nextRequest(), /[?&]lastEventId=1$/);
});

/** What a client does that gets into trouble after its first event. */
async function outcomeOf(t: TestContext, start: StartClient, trouble: Trouble): Promise<'retries' | 'gives up'> {
  const server = await UnsteadyServer.start(t);
  const told = new Tellings();
  await start(t, server, (one) => told.add(one));
  await told.next('event');
  await server.nextRequest();
  if (trouble === 'stream ends') {
    server.endStreams();
  } else if (trouble === 'connection refused') {
    await server.stop();
    // The stream is lost, then an attempt is refused.
    if ((await told.next('failed', 'gave up')) === 'gave up') return 'gives up';
    if ((await told.next('failed', 'gave up')) === 'gave up') return 'gives up';
    await server.listen();
  } else {
    server.refuseWith(Number(trouble));
    await server.nextRequest();
  }
  return Promise.race([
    server.nextRequest().then(() => 'retries' as const),
    told.next('gave up').then(() => 'gives up' as const),
  ]);
}

/** What a client has told and nobody has heard yet. */
class Tellings {
  readonly #told: Told[] = [];
  #news = Promise.withResolvers<void>();

  add(told: Told): void {
    this.#told.push(told);
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  /** The next of these; passes over others. */
  async next(...wanted: readonly Told[]): Promise<Told> {
    for (;;) {
      const told = this.#told.shift();
      if (told !== undefined && wanted.includes(told)) return told;
      if (told === undefined) await this.#news.promise;
    }
  }
}

/** The cells of the table below the heading "Which clients give up", its head first. */
function table(): readonly (readonly string[])[] {
  const [, section = ''] = CLIENTS_PAGE.split('\n## Which clients give up\n');
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  const rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return rows.filter(([first = '']) => !/^-+$/.test(first));
}
