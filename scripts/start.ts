// `npm start`: the backend with demo readings, and the dashboard on the dev server beside it, until Ctrl-C.
import type { ChildProcess } from 'node:child_process';
import { exitCode, NG, runNode } from './processes.ts';

const BACKEND = 'http://localhost:5000';
const DASHBOARD = 'http://localhost:4200';

/** A part that doesn't stop by then is ended for good: Ctrl-C leaves nothing behind. */
const PATIENCE_MS = 6000;

/** A process group of its own, so that what a part started is ended with it. */
const isGroup = process.platform !== 'win32';

console.log('Starting the backend and building the dashboard …');

const stopping = new AbortController();
const backend = runNode(['sse-backend/server.ts', '--demo', '--log-level', 'warn'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  detached: isGroup,
});
const dashboard = runNode([NG, 'serve', '--port', '4200'], { stdio: ['ignore', 'pipe', 'inherit'], detached: isGroup });
showProblems(dashboard);

const parts = [backend, dashboard];
const ends = parts.map(async (part) => {
  const code = await exitCode(part);
  stopAll(code);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopAll(0));

const areUp = await Promise.all([isAnswering(`${BACKEND}/healthz`), isAnswering(DASHBOARD)]);
if (areUp.every(Boolean)) {
  console.log(
    `\n  Dashboard   ${DASHBOARD}\n  Backend     ${BACKEND}\n  Stream      curl -N ${BACKEND}/events\n\nCtrl-C stops both.`,
  );
}
await Promise.all(ends);

function stopAll(code: number): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  process.exitCode = code;
  for (const part of parts) end(part, 'SIGTERM');
  setTimeout(() => parts.forEach((part) => end(part, 'SIGKILL')), PATIENCE_MS).unref();
}

function end(part: ChildProcess, signal: NodeJS.Signals): void {
  if (part.pid === undefined || part.exitCode !== null || part.signalCode !== null) return;
  try {
    if (isGroup) process.kill(-part.pid, signal);
    else part.kill(signal);
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

/** The dev server tells of every build; only what went wrong is worth a newcomer's while. */
function showProblems({ stdout }: ChildProcess): void {
  stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (/error|warning|✘|▲/i.test(text)) process.stderr.write(text);
  });
}
