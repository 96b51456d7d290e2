import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';
import { inEveryBrowser } from './browsers.ts';
import { FaultProxy } from './fault-proxy.ts';
import { GuardedServer } from './guarded-server.ts';
import { HELD_TAG, holdRow, releaseRow } from './held-row.ts';
import { ImportsPage } from './imports-page.ts';
import { LONGEST_NAME, readingsCsv } from './readings-csv.ts';
import { SignInPage } from './sign-in-page.ts';

/** Some 2.5 MB, of which the server gets the first tenth. */
const ROWS = 10_000;
const HELD_AFTER_BYTES = 250_000;

await inEveryBrowser((browser) => {
  /** Opens a page, and signs in there. */
  const enter = async (test: TestContext, url: string, token: string) => {
    const reader = await ImportsPage.create(test, browser);
    const signIn = new SignInPage(reader.page);
    await reader.page.goto(url);
    await signIn.signIn(token);
    return { reader, signIn };
  };

  test('a token that is revoked while a file is sent leads to the sign-in, and the file is sent again for who signs in', async (t) => {
    const server = await GuardedServer.startFor(t);
    const proxy = await FaultProxy.startFor(t, server.url);
    const first = server.allow('night shift', 'operate');
    const second = server.allow('day shift', 'operate');
    const { reader, signIn } = await enter(t, `${proxy.url}/imports`, first);
    const file = join(tempFolder(t), 'many.csv');
    writeFileSync(file, readingsCsv(ROWS, LONGEST_NAME));
    await reader.input.setInputFiles(file);
    proxy.holdUploads(HELD_AFTER_BYTES);
    await reader.sendButton.click();
    await reader.page.getByRole('heading', { name: 'Uploading many.csv' }).waitFor();

    server.revoke('night shift');
    await server.refuses(first);
    await proxy.forward();
    await signIn.asks();
    await signIn.signIn(second);
    await reader.ends('All 10,000 rows were imported.');
    await reader.page.getByText(/sent .* by day shift/).waitFor();
    assert.deepEqual(reader.errors, []);
  });

  test('a token that is revoked while an import is watched leads to the sign-in and back to it, and the story goes on', async (t) => {
    const server = await GuardedServer.startFor(t);
    const first = server.allow('night shift', 'operate');
    const second = server.allow('day shift', 'operate');
    const { reader, signIn } = await enter(t, `${server.url}/imports`, first);
    holdRow(server);
    await reader.choose({ name: 'one.csv', text: `Name,Temperature,RFID\nAda,36.6C,${HELD_TAG}\n` });
    await reader.send();
    await reader.problem.waitFor();

    server.revoke('night shift');
    await signIn.asks();
    releaseRow(server);
    await signIn.signIn(second);
    await reader.ends('The row was imported.');
    await reader.page.getByText(/sent .* by night shift/).waitFor();
    assert.deepEqual(reader.errors, []);
  });

  test('somebody who may only read is led to no import, offered nothing to send with, and told who could', async (t) => {
    const server = await GuardedServer.startFor(t);
    const { reader, signIn } = await enter(t, server.url, server.allow('visitor', 'read'));
    await signIn.account.waitFor();
    assert.equal(await reader.page.getByRole('link', { name: 'Imports' }).count(), 0);
    await reader.page.goto(`${server.url}/imports`);
    await reader.page.getByText('does not have permission to import readings').waitFor();
    assert.equal(await reader.input.count(), 0);
  });
});
