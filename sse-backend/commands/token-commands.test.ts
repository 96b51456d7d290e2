import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { AccessStore } from '../access/access-store.ts';
import { openAccessDatabase } from '../access/access-database.ts';
import { runToEnd, ServerProcess } from '../testing/server-process.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import type { CommandOutput } from './command.ts';
import { commandsHelp, runCommand } from './commands.ts';

const NOW = Date.parse('2026-11-20T09:15:02.114Z');
const TOKEN_LINE = /^vw_[a-z2-7]{8}_[A-Za-z0-9_-]{43}\n$/;

interface Started {
  readonly folder: string;
  readonly file: string;
  /** Runs a command on the folder, at a time that the test can set. */
  readonly run: (...words: string[]) => Promise<CommandOutput>;
  now: number;
}

function start(t: TestContext): Started {
  const folder = join(tempFolder(t), 'data');
  const started: Started = {
    folder,
    file: join(folder, 'access.sqlite'),
    run: async (...words) => {
      const context = { environment: {}, serverFolder: '/nowhere', now: () => started.now };
      return (await runCommand([...words, '--data', folder], context)) as CommandOutput;
    },
    now: NOW,
  };
  return started;
}

/** The line with which a command is refused. */
async function refused(running: Promise<unknown>): Promise<string> {
  const error = await running.then(
    () => new Error('it was done'),
    (reason: unknown) => reason as Error,
  );
  assert.equal(error.name, 'StartError', error.message);
  assert.doesNotMatch(error.message, /\n/);
  return error.message;
}

test('a token is made and printed, and said what it is good for', async (t) => {
  const { run, file } = start(t);
  const added = await run('token', 'add', '--name', 'ward 7', '--scope', 'operate,write', '--expires', '90d');
  assert.match(added.text, TOKEN_LINE);
  assert.equal(
    added.hint,
    '"ward 7" may write, operate, until 2027-02-18T09:15:02.114Z. The token is shown only now.\n',
  );
  const store = AccessStore.open(file, { now: () => NOW });
  t.after(() => store.close());
  assert.equal(store.tokens.findByToken(added.text.trim())?.name, 'ward 7');
});

test('the list shows every token with its state, and nothing that is secret', async (t) => {
  const started = start(t);
  const { run, file } = started;
  const add = async (...words: string[]) => (await run('token', 'add', ...words)).text.trim();
  await add('--name', 'gateway', '--scope', 'write', '--scope', 'read,write', '--expires', '12h');
  started.now += 60_000;
  const used = await add('--name', 'ward', '--scope', 'operate');
  await run('token', 'revoke', '--name', 'gateway');
  await add('--name', 'gateway', '--scope', 'write', '--expires', '1s');
  const store = AccessStore.open(file, { now: () => started.now });
  store.tokens.findByToken(used);
  await store.close();
  started.now += 1000;
  assert.equal(
    (await run('token', 'list')).text,
    'NAME     SCOPES      CREATED            EXPIRES            LAST USED   STATE\n' +
      'gateway  read,write  2026-11-20T09:15Z  2026-11-20T21:15Z  never       revoked 2026-11-20T09:16Z\n' +
      'gateway  write       2026-11-20T09:16Z  2026-11-20T09:16Z  never       expired\n' +
      'ward     operate     2026-11-20T09:16Z  never              2026-11-20  active\n',
  );
});

test('an invalid command is refused in one line that says what is expected', async (t) => {
  const { run } = start(t);
  await run('token', 'add', '--name', 'ward', '--scope', 'read');
  const add = (name: string, scope: string, ...more: string[]) =>
    refused(run('token', 'add', '--name', name, '--scope', scope, ...more));
  assert.match(await add('ward', 'read'), /^--name "ward" is taken; choose another, or revoke that token first/);
  assert.match(await add('x', 'all'), /^Invalid value "all" for --scope: expected one of read, write, operate\.$/);
  assert.match(await add('x', 'read,'), /^Invalid value "" for --scope/);
  for (const name of ['a/b', ' a', 'a ', 'x'.repeat(65), 'a\n', 'Ü']) {
    assert.match(await add(name, 'read'), /^Invalid value ".*" for --name: expected 1 to 64 of/, name);
  }
  assert.match(
    await add('x', 'read', '--expires', '0.5s'),
    /^Invalid value "0\.5s" for --expires: expected a time from 1s/,
  );
  for (const expires of ['soon', '-1d', '36501d']) {
    assert.match(await add('x', 'read', `--expires=${expires}`), /^Invalid value ".*" for --expires: expected a time/);
  }
  assert.match(await refused(run('token', 'add', '--scope', 'read')), /^--name is missing/);
  assert.match(await refused(run('token', 'add', '--name', 'x')), /^--scope is missing/);
  assert.match(await refused(run('token', 'revoke')), /^--name is missing/);
  assert.match(await refused(run('token', 'list', '--name', 'x')), /^Unknown flag --name; --help lists the flags\.$/);
  assert.match(
    await refused(run('token', 'remove')),
    /^"token remove" is no command; use token add, token list, token revoke\.$/,
  );
});

test('who revokes a name that nobody has is told which ones there are', async (t) => {
  const { run } = start(t);
  const revoke = (name: string) => run('token', 'revoke', '--name', name);
  await run('token', 'add', '--name', 'ward 7', '--scope', 'read');
  await run('token', 'add', '--name', 'gateway', '--scope', 'write');
  assert.equal(
    await refused(revoke('ward7')),
    `--name "ward7" is nobody's token; there are "gateway", "ward 7"; see token list.`,
  );
  await revoke('gateway');
  assert.equal(
    await refused(revoke('gateway')),
    '--name "gateway" was revoked at 2026-11-20T09:15:02.114Z already; there is nothing to do.',
  );
  await revoke('ward 7');
  assert.equal(await refused(revoke('x')), `--name "x" is nobody's token; all there were are revoked.`);
});

test('a directory without tokens is said to be one, and nothing is made in it', async (t) => {
  const { run, folder } = start(t);
  for (const words of [['list'], ['revoke', '--name', 'x']]) {
    assert.match(await refused(run('token', ...words)), /^There are no tokens, as there is no \S+access\.sqlite; give/);
  }
  assert.equal(existsSync(folder), false);
});

test('a server without a file has no tokens to make', async () => {
  const run = async (args: readonly string[], environment = {}) =>
    runCommand(['token', ...args], { environment, serverFolder: '/nowhere', now: () => NOW });
  const line = /^Invalid value ":memory:" for --data: a server in memory has no files/;
  assert.match(await refused(run(['add', '--name', 'x', '--scope', 'read', '--data', ':memory:'])), line);
  assert.match(await refused(run(['list'], { VITALWIRE_DATA: ':memory:' })), line);
});

test('who made and who revoked a token is in the audit', async (t) => {
  const { run, file } = start(t);
  await run('token', 'add', '--name', 'ward', '--scope', 'read');
  await refused(run('token', 'add', '--name', 'ward', '--scope', 'read'));
  await run('token', 'revoke', '--name', 'ward');
  const database = openAccessDatabase(file);
  const rows = database.prepare('SELECT at, who, action, subject, origin FROM audit ORDER BY sequence').all();
  database.close();
  const { username } = userInfo();
  assert.deepEqual(
    rows.map((row) => Object.values(row)),
    [
      [NOW, username, 'token-add', 'ward', 'command line'],
      [NOW, username, 'token-revoke', 'ward', 'command line'],
    ],
  );
});

test('a file that another program holds is said to be, after some patience', async (t) => {
  const { run, file } = start(t);
  await run('token', 'add', '--name', 'ward', '--scope', 'read');
  const holder = new DatabaseSync(file);
  t.after(() => holder.close());
  holder.exec('BEGIN IMMEDIATE');
  const line = await refused(run('token', 'revoke', '--name', 'ward'));
  assert.match(
    line,
    /access\.sqlite is held by another program \(database is locked\); close that one, or try again\.$/,
  );
});

test('help tells of every command, and of one family when asked for it', async () => {
  const context = { environment: {}, serverFolder: '/nowhere', now: () => NOW };
  const asked = await runCommand(['token', 'add', '--help'], context);
  assert.match(asked?.text ?? '', /\n {2}token add --name N --scope S\[,S\] \[--expires T\]\n/);
  assert.ok(
    commandsHelp()
      .split('\n')
      .every((line) => line.length <= 120),
  );
  assert.equal(runCommand(['--port', '0'], context), undefined);
});

test('several at once on a new directory, beside a server, all make their tokens', async (t) => {
  const data = join(tempFolder(t), 'data');
  const numbers = [1, 2, 3, 4];
  const adding = numbers.map((number) =>
    runToEnd(['token', 'add', '--name', `n${number}`, '--scope', 'read'], { VITALWIRE_DATA: data }),
  );
  const [server, ...ended] = await Promise.all([ServerProcess.startFor(t, ['--data', data]), ...adding]);
  for (const { code, stdout, stderr } of ended) {
    assert.equal(code, 0, stderr);
    assert.match(stdout, TOKEN_LINE);
    assert.match(stderr, /^"n\d" may read\. The token is shown only now\.\n$/);
  }
  const { stdout } = await runToEnd(['token', 'list', '--data', data]);
  assert.equal(stdout.split('\n').length, 1 + numbers.length + 1);
  assert.equal((await server.stop()).code, 0);
});

test('an invalid command ends with exit code 2 and one line', async (t) => {
  const { code, stdout, stderr } = await runToEnd(['token', 'list', '--data', tempFolder(t)]);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^vitalwire: There are no tokens, [^\n]+\n$/);
});
