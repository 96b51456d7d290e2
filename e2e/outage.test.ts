import assert from 'node:assert/strict';
import test from 'node:test';
import { openBrowsers } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { SeededRandom } from './seeded-random.ts';
import { identityOf, Sender, type SentReading } from './sender.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const KILLS = 10;
const READINGS_A_KILL = 60;

const browsers = await openBrowsers();

test('each acknowledged reading is on the page once though the server is killed ten times', async (t) => {
  const random = SeededRandom.fromEnvironment();
  t.diagnostic(`TEST_SEED=${random.seed}`);
  const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
  const pages = await Promise.all(browsers.map((browser) => DashboardPage.open(t, browser, vitalwire.url)));
  const onEveryPage = (look: (page: DashboardPage) => Promise<void>) => Promise.all(pages.map(look));
  const sender = new Sender(vitalwire.url, () => vitalwire.running);

  for (let kill = 1; kill <= KILLS; kill++) {
    const before = sender.acknowledged.size;
    const sending = sender.sendAll(readings(before, READINGS_A_KILL), random.fork());
    await Promise.all([sending, killAmid(before + random.between(1, READINGS_A_KILL - 1), kill)]);
  }

  t.diagnostic(`${sender.acknowledged.size} readings, ${sender.failures} posts sent again`);
  await onEveryPage((page) => page.peopleAre(sender.acknowledged.size));
  await onEveryPage((page) => assertExactlyOnce(page, sender));

  async function killAmid(count: number, kill: number): Promise<void> {
    await sender.until(count);
    await vitalwire.kill9();
    await onEveryPage((page) => page.pillSays('Reconnecting'));
    // Now and then they come back to a port where nobody is.
    if (kill % 4 === 0) await onEveryPage((page) => page.failsToConnect());
    await vitalwire.restart();
    // Every other time the next kill may hit them before they are back.
    if (kill % 2 === 0) await onEveryPage((page) => page.pillSays('Live'));
  }
});

/** Each of a person of its own, so that each is a row of the table. */
function readings(before: number, count: number): SentReading[] {
  return Array.from({ length: count }, (_, index) => ({
    Name: `Person ${before + index}`,
    Temparature: '36.6C',
    RFID: `R${before + index}`,
    TakenAt: new Date().toISOString(),
  }));
}

async function assertExactlyOnce(page: DashboardPage, { acknowledged }: Sender): Promise<void> {
  const rows = await page.rows();
  assert.deepEqual(
    rows.map(({ index }) => index),
    Array.from({ length: acknowledged.size }, (_, index) => index + 2),
  );
  const tags = [...acknowledged.keys()].map((identity) => identity.split(' ')[0] ?? '');
  assert.deepEqual(rows.map(({ tag }) => tag).sort(), tags.sort());

  // The table can't show a repetition, so what the streams brought is looked at too.
  const events = await page.events();
  const sequences = events.map(({ id }) => Number(id.split('-')[1]));
  assert.deepEqual(
    sequences,
    Array.from({ length: acknowledged.size }, (_, index) => index + 1),
  );
  const identities = events.map(({ data }) => identityOf(JSON.parse(data) as SentReading));
  assert.deepEqual(new Set(identities), new Set(acknowledged.keys()));
}
