import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { freePort } from './free-port.ts';

const PROCESSES = 6;
const PORTS = 150;

/** Prints the ports that it is given, and lives until its input ends. */
const PROGRAM = `
  import { freePort } from ${JSON.stringify(join(import.meta.dirname, 'free-port.ts'))};
  const ports = [];
  for (let count = 0; count < ${PORTS}; count++) ports.push(await freePort());
  console.log(JSON.stringify(ports));
  process.stdin.resume();`;

test('processes side by side are given no port twice, though nobody listens on any of them yet', async (t) => {
  const ports = (await Promise.all(Array.from({ length: PROCESSES }, () => portsOfProcess(t)))).flat();
  assert.equal(ports.length, PROCESSES * PORTS);
  assert.equal(new Set(ports).size, ports.length);
});

test('a port on which somebody listens is passed over', async (t) => {
  const taken = (await freePort()) + 1;
  const server = createServer().listen(taken, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  assert.notEqual(await freePort(), taken);
});

async function portsOfProcess(t: TestContext): Promise<readonly number[]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.stdin.end());
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as number[];
}
