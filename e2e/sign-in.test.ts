import assert from 'node:assert/strict';
import test from 'node:test';
import { inEveryBrowser } from './browsers.ts';
import { GuardedServer } from './guarded-server.ts';
import { ProbedPage } from './probed-page.ts';
import { SignInPage } from './sign-in-page.ts';

await inEveryBrowser((browser) => {
  test('signing in by keyboard reports a wrong token and then shows the page at the address', async (t) => {
    const server = await GuardedServer.startFor(t);
    await server.post(reading('Mass Roy', 'R546546'), reading('Ada', 'R2'));
    const token = server.allow('nurse', 'operate');
    const reader = await SignInPage.create(t, browser);
    await reader.page.goto(`${server.url}/?filter=fever&unit=F`);
    await reader.signIn(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`);
    await reader.page.getByRole('alert').filter({ hasText: 'This token is unknown' }).waitFor();
    await reader.signIn(token);
    await reader.namesAre('Ada', 'Mass Roy');
    await reader.pillSays('Live');
    await reader.addressIs('/?filter=fever&unit=F');
    await reader.account.filter({ hasText: 'nurse' }).waitFor();
    await reader.page.reload();
    await reader.namesAre('Ada', 'Mass Roy');
    assert.deepEqual(reader.errors, []);
  });

  test('revoking the token of an open stream shows the sign-in page and loses or repeats no event', async (t) => {
    const server = await GuardedServer.startFor(t);
    const first = server.allow('night shift', 'read');
    const second = server.allow('day shift', 'read');
    const reader = await SignInPage.create(t, browser);
    await reader.page.goto(`${server.url}/?sort=name`);
    await reader.signIn(first);
    await reader.pillSays('Live');
    await server.post(reading('Before', 'R1'));
    await reader.eventsAre(1);
    await reader.account.waitFor();

    server.revoke('night shift');
    await reader.asks();
    await server.post(reading('Meanwhile', 'R2'), reading('Meanwhile too', 'R3'));
    assert.equal(await reader.page.getByText('Before').filter({ visible: true }).count(), 0, 'the readings are hidden');
    await reader.signIn(second);
    await reader.namesAre('Before', 'Meanwhile', 'Meanwhile too');
    await server.post(reading('Zoe', 'R4'));
    await reader.namesAre('Before', 'Meanwhile', 'Meanwhile too', 'Zoe');
    await reader.pillSays('Live');
    await reader.addressIs('/?sort=name');

    const events = await reader.events();
    assert.deepEqual(
      events.map(({ data }) => (JSON.parse(data) as { readonly Name: string }).Name),
      ['Before', 'Meanwhile', 'Meanwhile too', 'Zoe'],
    );
    assert.deepEqual(reader.errors, []);
  });

  test('signing out and in again applies to all tabs of the browser', async (t) => {
    const server = await GuardedServer.startFor(t);
    await server.post(reading('Mass Roy', 'R546546'));
    const token = server.allow('nurse', 'operate');
    const reader = await SignInPage.create(t, browser);
    await reader.page.goto(server.url);
    await reader.signIn(token);
    await reader.pillSays('Live');
    const other = new SignInPage(await reader.page.context().newPage());
    await other.page.goto(`${server.url}/people/R546546`);
    await other.page.getByRole('heading', { name: 'Mass Roy' }).waitFor();

    await reader.page.bringToFront();
    await reader.signOut();
    await reader.asks();
    await other.asks();
    await reader.signIn(token);
    await reader.pillSays('Live');
    await other.page.bringToFront();
    await other.page.getByRole('heading', { name: 'Mass Roy' }).waitFor();
    assert.equal(new URL(other.page.url()).pathname, '/people/R546546');
  });

  test('a user with the scope `read` sees which scope acknowledging needs instead of a button', async (t) => {
    const server = await GuardedServer.startFor(t);
    await server.post(reading('Mass Roy', 'R546546'));
    const reader = await SignInPage.create(t, browser);
    await reader.page.goto(`${server.url}/people/R546546`);
    await reader.signIn(server.allow('visitor', 'read'));
    await reader.page
      .getByText('Your account has no permission to acknowledge alarms. It needs the scope “operate”.')
      .waitFor();
    await reader.page.locator('vw-alarm-list').getByText('Not acknowledged').waitFor();
    assert.equal(await reader.page.getByRole('button', { name: 'Acknowledge' }).count(), 0);
    await reader.account.click();
    await reader.page.getByText('You can see readings and alarms.').waitFor();
  });

  test('a token without the scope `read` is rejected', async (t) => {
    const server = await GuardedServer.startFor(t);
    const reader = await SignInPage.create(t, browser);
    await reader.page.goto(server.url);
    await reader.signIn(server.allow('thermometer 7', 'write'));
    await reader.page.getByText('The token “thermometer 7” has no permission to see readings.').waitFor();
    await reader.page.reload();
    await reader.asks();
  });

  test('the built-in page of the backend accepts a token and then shows readings live', async (t) => {
    const server = await GuardedServer.startFor(t, []);
    await server.post(reading('Mass Roy', 'R546546'));
    const small = await ProbedPage.create(t, browser);
    await small.page.goto(server.url);
    await small.page.getByText('sign in with a token').waitFor();
    assert.deepEqual(await small.violations(), []);
    await small.page.getByLabel('Token').fill(server.allow('nurse', 'read'));
    await small.page.keyboard.press('Enter');
    await small.page.getByText('Mass Roy').waitFor();
    await small.page.getByText('Live').waitFor();
  });
});

function reading(name: string, tag: string) {
  return { Name: name, Temparature: '102.5F', RFID: tag };
}
