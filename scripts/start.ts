// `npm start`: the backend with demo readings, and the dashboard on the dev server beside it, until Ctrl-C.
import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { whenOrphaned } from './orphan.ts';
import { NG, runNode } from './processes.ts';

const BACKEND_PORT = 5000;
const DASHBOARD_PORT = 4200;
const BACKEND = `http://localhost:${BACKEND_PORT}`;
const DASHBOARD = `http://localhost:${DASHBOARD_PORT}`;

/** A part that doesn't stop by then is ended for good: Ctrl-C leaves nothing behind. */
const PATIENCE_MS = 6000;

/** A process group of its own, so that what a part started is ended with it. */
const isGroup = process.platform !== 'win32';

interface Part {
  readonly name: string;
  readonly child: ChildProcess;
}

const stopping = new AbortController();
const refusal = await findRefusal(process.argv.slice(2));
if (refusal === undefined) {
  await run();
} else {
  console.error(refusal);
  process.exitCode = 1;
}

async function findRefusal(given: readonly string[]): Promise<string | undefined> {
  if (given.length > 0)
    return `npm start takes no flags (${given.join(' ')}); npm run serve -- ${given.join(' ')} does.`;
  for (const port of [BACKEND_PORT, DASHBOARD_PORT]) {
    if (!(await isTaken(port))) continue;
    return `Port ${port} is in use by another program; stop it, or choose a port: npm run serve -- --demo --port 5001`;
  }
  return undefined;
}

async function isTaken(port: number): Promise<boolean> {
  const answers = ['127.0.0.1', '::1'].map(
    (host) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port });
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
        socket.once('connect', () => socket.destroy());
      }),
  );
  return (await Promise.all(answers)).includes(true);
}

async function run(): Promise<void> {
  console.log('Starting the backend and building the dashboard …');
  const parts = [startBackend(), startDashboard()];
  const stop = () => stopAll(parts, 0);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  whenOrphaned(stop);
  const ends = parts.map((part) => stopWith(part, parts));

  const areUp = await Promise.all([isAnswering(`${BACKEND}/healthz`), isAnswering(DASHBOARD)]);
  if (areUp.every(Boolean)) {
    console.log(`\n  Dashboard   ${DASHBOARD}\n  Backend     ${BACKEND}`);
    console.log(`  Stream      curl -N ${BACKEND}/events\n\nCtrl-C stops both.`);
  }
  await Promise.all(ends);
}

function startBackend(): Part {
  const flags = ['--demo', '--host', '127.0.0.1', '--port', String(BACKEND_PORT), '--log-level', 'warn'];
  const child = runNode(['sse-backend/server.ts', ...flags], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: isGroup,
  });
  return { name: 'backend', child };
}

function startDashboard(): Part {
  const child = runNode([NG, 'serve', '--port', String(DASHBOARD_PORT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: isGroup,
  });
  // The dev server tells of every build; only what went wrong is worth a newcomer's while.
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (/error|warning|✘|▲/i.test(text)) process.stderr.write(text);
  });
  return { name: 'dashboard', child };
}

/** One without the other is of no use. */
async function stopWith({ name, child }: Part, parts: readonly Part[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once('error', reject).once('close', (code, signal) => {
    if (!stopping.signal.aborted) console.error(`The ${name} has ended (${signal ?? code}): stopping.`);
    stopAll(parts, code ?? 1);
    resolve();
  });
  await promise;
}

function stopAll(parts: readonly Part[], code: number): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  process.exitCode = code;
  for (const part of parts) end(part, 'SIGTERM');
  setTimeout(() => parts.forEach((part) => end(part, 'SIGKILL')), PATIENCE_MS).unref();
}

function end({ child }: Part, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (isGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch (error) {
    // It has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks until there is an answer; false when the parts stop before. */
async function isAnswering(url: string): Promise<boolean> {
  while (!stopping.signal.aborted) {
    try {
      await fetch(url, { signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(5000)]) });
      return true;
    } catch {
      // Not listening yet: that is what is being waited for.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return false;
}
