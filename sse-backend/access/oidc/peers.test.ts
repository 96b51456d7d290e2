import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runToEnd } from '../../testing/server-process.ts';
import { tempFolder } from '../../testing/temp-folder.ts';

const BACKEND = join(import.meta.dirname, '..', '..');

test('without the packages for it an issuer ends the server with one line that says what to install where', async (t) => {
  const folder = tempFolder(t);
  cpSync(BACKEND, folder, {
    recursive: true,
    filter: (path) => path !== join(BACKEND, 'data') && !path.includes('node_modules'),
  });
  const flags = ['--port', '0', '--oidc-issuer', 'https://sso.example.org', '--oidc-client-id', 'vitalwire'];
  const { code, stdout, stderr } = await runToEnd(flags, {}, join(folder, 'server.ts'));
  assert.deepEqual(
    [code, stdout, stderr],
    [
      2,
      '',
      `vitalwire: --oidc-issuer needs two packages that are not installed; run "npm install openid-client jose" in ${folder}.\n`,
    ],
  );
});
