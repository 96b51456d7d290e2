// `npm run serve`: builds the app if need be, then becomes the server that serves it. Flags go to the server.
import { join } from 'node:path';
import { whenOrphaned } from './orphan.ts';
import { exitCode, ROOT, runNode } from './processes.ts';

whenOrphaned(() => process.kill(process.pid, 'SIGTERM'));
const code = await exitCode(runNode(['scripts/build.ts']));
if (code === 0) {
  process.argv.splice(2, 0, '--static', join(ROOT, 'dist', 'browser'));
  await import('../sse-backend/server.ts');
} else {
  process.exitCode = code;
}
