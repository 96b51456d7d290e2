import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import type { SessionReport } from '../sse-backend/contract/access.ts';
import { TestIssuer } from '../sse-backend/testing/test-issuer.ts';
import { openChromium } from './browsers.ts';
import { signInAtIssuer } from './sign-in-at-issuer.ts';
import { Vitalwire } from './vitalwire.ts';

const PEOPLE = { nurse: ['operate'], reader: ['read'] };

const chromium = await openChromium();

interface Setup {
  readonly issuer: TestIssuer;
  readonly vitalwire: Vitalwire;
  readonly page: Page;
}

/** A server that asks an issuer, and a browser that has never been there. */
async function setUp(t: TestContext): Promise<Setup> {
  const issuer = await TestIssuer.startFor(t, { people: PEOPLE });
  const vitalwire = await Vitalwire.startFor(t, issuer.flags);
  issuer.authorize(vitalwire.url);
  const context = await chromium.newContext();
  t.after(() => context.close());
  return { issuer, vitalwire, page: await context.newPage() };
}

/** Who the page is, as it can ask itself. */
function session(page: Page): Promise<SessionReport> {
  return page.evaluate(async () => (await (await fetch('/api/session')).json()) as SessionReport);
}

test('who signs in at the provider is back where they came from, signed in, and no script sees why', async (t) => {
  const { issuer, vitalwire, page } = await setUp(t);
  await page.goto(vitalwire.url);
  assert.deepEqual(await session(page), { Name: null, Scopes: [], Expires: null, Methods: ['token', 'oidc'] });

  await page.goto(`${vitalwire.url}/sign-in/oidc?return=${encodeURIComponent('/?from=here#there')}`);
  await signInAtIssuer(page, issuer.url, 'nurse');
  assert.equal(page.url(), `${vitalwire.url}/?from=here#there`);
  const { Name, Scopes, Expires } = await session(page);
  assert.deepEqual([Name, [...Scopes].sort()], ['nurse', ['operate', 'read']]);
  assert.ok(Math.abs(Date.parse(String(Expires)) - Date.now() - 12 * 3_600_000) < 60_000);

  const first = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const source = new EventSource('/events');
        source.addEventListener('heartbeat', ({ type }) => resolve(type));
        source.onerror = () => resolve('refused');
      }),
  );
  assert.equal(first, 'heartbeat');
  assert.deepEqual(await page.evaluate('[document.cookie, localStorage.length, sessionStorage.length]'), ['', 0, 0]);
});

test('who may do nothing here is told so, and is not signed in', async (t) => {
  const { issuer, vitalwire, page } = await setUp(t);
  await page.goto(`${vitalwire.url}/sign-in/oidc`);
  await signInAtIssuer(page, issuer.url, 'cook');
  await page.getByText('cook may do nothing here yet').waitFor();
  await page.getByRole('link', { name: 'Back to Vitalwire' }).click();
  assert.equal((await session(page)).Name, null);
});

test('who turns back at the provider is told so, and can sign in after all', async (t) => {
  const { issuer, vitalwire, page } = await setUp(t);
  await page.goto(`${vitalwire.url}/sign-in/oidc`);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByText('did not let you in (access_denied)').waitFor();
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await signInAtIssuer(page, issuer.url, 'reader');
  assert.equal((await session(page)).Name, 'reader');
});
