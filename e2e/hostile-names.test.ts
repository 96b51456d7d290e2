import fc from 'fast-check';
import assert from 'node:assert/strict';
import test from 'node:test';
import { isVisible } from '../sse-backend/contract/hidden-characters.ts';
import type { WireReading } from '../sse-backend/contract/wire.ts';
import { whyDeceptive } from '../sse-backend/contract/text.ts';
import { StreamClient } from '../sse-backend/testing/stream-client.ts';
import { openBrowsers } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { postReadings } from './post-readings.ts';
import { ProbedPage } from './probed-page.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

/** What breaks out of quotes, lines, frames, markup or reading order where somebody was careless. */
const HOSTILE = [
  `"`,
  `'`,
  '\\',
  '\\n',
  '\\u000a',
  '%0d%0a',
  ':',
  'data: ',
  'id: 1',
  '{"RFID":"R1"}',
  '<script>document.title = 1</script>',
  '<img src=x onerror=alert(1)>',
  '&lt;',
  '{{ 7 * 7 }}',
  '\u00a0',
  '\uffff',
  '\u{10ffff}',
  'e\u0301\u0323',
  '👩‍👩‍👧',
  'می\u200cخواهم',
  'רפאל',
];

/** What would make one name pass for another. */
const DECEPTIVE = ['Mass\u200b Roy', '\u202eyoR ssaM', '\u200b', 'Mass Roy\u2028', '\ufeffMass Roy'];

const RUNS = 20;
const browsers = await openBrowsers();

test('whatever name is published comes out the same in both browsers and a parser', async (t) => {
  const vitalwire = await Vitalwire.startFor(t);
  const client = await StreamClient.open(`${vitalwire.url}/events`);
  t.after(() => client.cut());
  const pages = await Promise.all(browsers.map((browser) => ProbedPage.create(t, browser)));
  await Promise.all(pages.map(({ page }) => page.goto(vitalwire.url)));
  await Promise.all(pages.map(({ page }) => page.getByText('Live').waitFor()));
  let before = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(anyName(), { minLength: 1, maxLength: 30 }), async (names) => {
      const from = before;
      before += names.length;
      await postReadings(vitalwire.url, names.map(reading));
      await client.until(() => client.of('message').length >= before);
      await Promise.all(pages.map((page) => page.eventsAre(before)));

      const published = client.of('message').slice(from);
      assert.deepEqual(
        published.map(({ data }) => (JSON.parse(data) as WireReading).Name),
        names.map((name) => name.normalize('NFC')),
      );
      for (const page of pages) {
        const events = (await page.events()).slice(from);
        assert.deepEqual(
          events,
          published.map(({ id, data }) => ({ type: 'message', id, data })),
        );
      }
    }),
    { numRuns: RUNS },
  );
  for (const { errors } of pages) assert.deepEqual(errors, []);
});

test('the dashboard shows a name as it was sent, whatever is in it', async (t) => {
  const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
  const names = HOSTILE.map((part) => `${part}${part}a`);
  await postReadings(vitalwire.url, names.map(reading));

  for (const browser of browsers) {
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await dashboard.peopleAre(names.length);
    const rows = await dashboard.rows();
    assert.deepEqual(
      new Map(rows.map(({ tag, name }) => [tag, name])),
      new Map(names.map((name, index) => [`R${index}`, name.normalize('NFC')])),
    );
    assert.deepEqual(dashboard.errors, []);
  }
});

test('a name that would pass for another one is refused, and never seen', async (t) => {
  const vitalwire = await Vitalwire.startFor(t);
  for (const name of DECEPTIVE) {
    const response = await fetch(`${vitalwire.url}/api/readings`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(reading(name, 1)),
    });
    assert.equal(response.status, 422, JSON.stringify(name));
  }
  const latest = (await (await fetch(`${vitalwire.url}/api/readings/latest`)).json()) as { Readings: unknown[] };
  assert.deepEqual(latest.Readings, []);
});

/** A name as the contract allows it: 1 to 200 code points, at least one visible, none hidden or a control character. */
function anyName(): fc.Arbitrary<string> {
  const part = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }));
  return fc
    .array(part, { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(''))
    .filter((name) => whyDeceptive(name) === undefined && isVisible(name) && [...name.normalize('NFC')].length <= 200);
}

function reading(name: string, index: number) {
  return { Name: name, Temparature: '36.6C', RFID: `R${index}` };
}
