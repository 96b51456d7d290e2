import assert from 'node:assert/strict';
import test from 'node:test';
import { inEveryBrowser } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { FaultProxy } from './fault-proxy.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const APP = ['--static', BUILT_APP];

await inEveryBrowser((browser) => {
  test('the connection page reports that nothing delays readings', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);

    await dashboard.page.getByRole('link', { name: 'Live' }).click();

    await dashboard.page.getByRole('heading', { name: 'Connection', level: 1 }).waitFor();
    await dashboard.page.getByText('Nothing delays readings on the way.').waitFor();
    await dashboard.page.getByText("in sync with the server's").waitFor();
    await dashboard.page.getByText('Show the report').click();
    await dashboard.page.getByRole('region', { name: 'Report', exact: true }).waitFor();
    assert.match(
      await dashboard.page.getByRole('region', { name: 'Report', exact: true }).innerText(),
      /Path: Nothing delays/,
    );
    assert.deepEqual(dashboard.errors, []);
  });

  test('behind a buffering proxy, the page shows the cause and advice', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const proxy = await FaultProxy.startFor(t, vitalwire.url);
    const dashboard = await DashboardPage.open(t, browser, `${proxy.url}/connection`);

    proxy.gather(2_500);
    await dashboard.page.getByRole('button', { name: 'Check the path' }).click();

    await dashboard.page.getByText('Something on the way buffers messages').waitFor();
    await dashboard.page.getByText('proxy_buffering off').waitFor();
  });

  test('behind a proxy that drops data, the page reports that no messages arrived', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const proxy = await FaultProxy.startFor(t, vitalwire.url);
    const dashboard = await DashboardPage.open(t, browser, `${proxy.url}/connection`);

    proxy.stall();
    await dashboard.page.getByRole('button', { name: 'Check the path' }).click();

    await dashboard.page.getByText('No messages arrived.').waitFor();
    proxy.refuse();
    await dashboard.page.getByRole('button', { name: 'Check the path' }).click();
    await dashboard.page.getByText('The server cannot be reached.').waitFor();
  });
});
