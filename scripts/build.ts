// Builds the app for production, or the projects named (`node scripts/build.ts sse-contract`); one whose last build is newer
// than everything it is made of is left alone.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode, NG, ROOT, runNode } from './processes.ts';

const COMMON = ['src', 'sse-backend/contract', 'angular.json', 'package-lock.json', 'tsconfig.json'];

interface Project {
  readonly sources: readonly string[];
  readonly built: string;
}

const PROJECTS: Readonly<Record<string, Project>> = {
  vitalwire: { sources: COMMON, built: 'dist/browser/index.html' },
  'sse-contract': { sources: [...COMMON, 'e2e/sse-contract'], built: 'dist-sse-contract/browser/index.html' },
  tutorial: { sources: [...COMMON, 'bench/tutorial'], built: 'dist-tutorial/browser/index.html' },
};

const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : ['vitalwire']) {
  const project = PROJECTS[name];
  if (!project) throw new Error(`There is no project ${name}: name some of ${Object.keys(PROJECTS).join(', ')}.`);
  const code = await build(name, project);
  if (code !== 0) process.exitCode = code;
}

async function build(name: string, { sources, built }: Project): Promise<number> {
  if (newest(sources) <= newest([built])) return 0;
  console.log(`Building ${name} …`);
  return exitCode(runNode([NG, 'build', name, '--progress=false'], { stdio: ['ignore', 'inherit', 'inherit'] }));
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
