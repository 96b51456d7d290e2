import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test, type TestContext } from 'node:test';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { StatusReport } from '../sse-backend/contract/status-report.ts';
import { bearer } from './bearer.ts';
import { CHROMIUM_ARGS, program } from './browsers.ts';
import { close, startClosed } from './closed-vitalwire.ts';
import { serveForeignPage } from './foreign-page.ts';
import { freePort } from './free-port.ts';
import { postReadings } from './post-readings.ts';
import { Vitalwire } from './vitalwire.ts';

/** A name that its owner makes point to this machine. */
const EVIL = 'evil.example';

const FOREIGN = `<!doctype html><body><script>${readFileSync(join(import.meta.dirname, 'foreign-attempts.js'), 'utf8')}</script>`;

const FORM_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

const browser = await chromium.launch({
  executablePath: program('CHROME_BIN', '/usr/bin/chromium'),
  // Without its own guard of what is on this machine, which not every browser has.
  args: [
    ...CHROMIUM_ARGS,
    `--host-resolver-rules=MAP ${EVIL} 127.0.0.1`,
    '--disable-features=LocalNetworkAccessChecks',
  ],
});
after(() => browser.close());

suite('a page of another origin', { concurrency: 2 }, () => {
  // Another port is another origin, but the same site: cookies don't know ports, so that there SameSite protects nobody.
  for (const host of [EVIL, '127.0.0.1']) {
    for (const isSignedIn of [false, true]) {
      test(`of ${host} can neither read nor write, while ${isSignedIn ? 'somebody' : 'nobody'} is signed in`, async (t) => {
        const { vitalwire, token } = await startClosed(t, ['write', 'operate']);
        await postReadings(vitalwire.url, [reading()], token);
        const context = await contextFor(t);
        if (isSignedIn) await signIn(context, vitalwire, token);

        await assertPowerless(t, { context, host, vitalwire, token });
        // Nor has it signed anybody out.
        assert.equal(await latestStatus(context, vitalwire.url), isSignedIn ? 200 : 401);
      });
    }
  }

  test('can neither read nor write where no tokens are needed', async (t) => {
    const vitalwire = await Vitalwire.startFor(t);
    await postReadings(vitalwire.url, [reading()]);
    await assertPowerless(t, { context: await contextFor(t), host: EVIL, vitalwire });
  });
});

test('a page whose own name was made to point here is refused, and with tokens has no cookie', async (t) => {
  const vitalwire = await Vitalwire.startFor(t);
  const context = await contextFor(t);
  const page = await context.newPage();
  const rebound = `${vitalwire.url.replace('127.0.0.1', EVIL)}/`;
  assert.equal((await page.goto(rebound))?.status(), 403);
  // Before its name was changed, its own server sent this.
  await page.route(rebound, (route) => route.fulfill({ contentType: 'text/html', body: FOREIGN }));
  await page.goto(rebound);
  const status = () => page.evaluate(async () => (await fetch('/api/readings/latest')).status);
  assert.equal(await status(), 403);

  const token = await close(vitalwire, ['operate']);
  await signIn(context, vitalwire, token);
  assert.deepEqual([await latestStatus(context, vitalwire.url), await status()], [200, 401]);
});

interface Attempt {
  readonly context: BrowserContext;
  /** Of the foreign page. */
  readonly host: string;
  readonly vitalwire: Vitalwire;
  readonly token?: string;
}

/** Opens a foreign page that tries what it can, and checks that it learnt nothing and changed nothing. */
async function assertPowerless(t: TestContext, { context, host, vitalwire, token }: Attempt): Promise<void> {
  const before = await positionOf(vitalwire, token);
  const address = await serveForeignPage(t, await freePort(), FOREIGN);
  const page = await context.newPage();
  await page.goto(address.replace('127.0.0.1', host));
  assert.deepEqual(await call(page, `attemptToRead('${vitalwire.url}')`), []);
  await call(page, `attemptToWrite('${vitalwire.url}')`);
  for (const type of FORM_TYPES) {
    const opened = page.waitForEvent('popup');
    await call(page, `submitForm('${vitalwire.url}', '${type}')`);
    const popup = await opened;
    await popup.waitForURL(`${vitalwire.url}/api/readings`);
    await popup.waitForLoadState();
  }
  assert.equal(await positionOf(vitalwire, token), before);
}

function call(page: Page, expression: string): Promise<unknown> {
  return page.evaluate(expression);
}

function reading() {
  return { Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R1' };
}

async function contextFor(t: TestContext): Promise<BrowserContext> {
  const context = await browser.newContext();
  t.after(() => context.close());
  return context;
}

/** Gives the browser the session's cookie. */
async function signIn({ request }: BrowserContext, { url }: Vitalwire, token: string): Promise<void> {
  const answer = await request.post(`${url}/api/session`, { headers: bearer(token) });
  assert.ok(answer.ok());
}

/** What the server's own pages get, with the browser's cookies. */
async function latestStatus({ request }: BrowserContext, url: string): Promise<number> {
  return (await request.get(`${url}/api/readings/latest`)).status();
}

async function positionOf({ url }: Vitalwire, token?: string): Promise<string> {
  return ((await (await fetch(`${url}/api/status`, { headers: bearer(token) })).json()) as StatusReport).Position;
}
