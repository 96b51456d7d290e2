// Builds the app for production, unless the last build is newer than everything it is made of.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode, NG, ROOT, runNode } from './processes.ts';

const SOURCES = ['src', 'sse-backend/contract', 'angular.json', 'package-lock.json', 'tsconfig.json'];
const BUILT = 'dist/browser/index.html';

if (newest(SOURCES) > newest([BUILT])) {
  console.log('Building the app …');
  process.exitCode = await exitCode(runNode([NG, 'build'], { stdio: ['ignore', 'inherit', 'inherit'] }));
}

/** The latest time of change in ms; 0 for what isn't there. */
function newest(paths: readonly string[]): number {
  return Math.max(0, ...paths.flatMap((path) => timesBelow(join(ROOT, path))));
}

function timesBelow(path: string): number[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat ? [stat.mtimeMs] : [];
  return readdirSync(path).flatMap((name) => timesBelow(join(path, name)));
}
