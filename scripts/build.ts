// Builds the app for production, or the named projects (`node scripts/build.ts sse-contract`). A project whose last build is
// newer than all its sources is skipped.
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

if (import.meta.main) await buildProjects(process.argv.slice(2));

async function buildProjects(named: readonly string[]): Promise<void> {
  for (const name of named.length > 0 ? named : ['vitalwire']) {
    const project = PROJECTS[name];
    if (!project) throw new Error(`Unknown project ${name}; expected ${Object.keys(PROJECTS).join(', ')}.`);
    const code = await build(name, project);
    if (code !== 0) process.exitCode = code;
  }
}

async function build(name: string, { sources, built }: Project): Promise<number> {
  if (
    isUpToDate(
      join(ROOT, built),
      sources.map((source) => join(ROOT, source)),
    )
  )
    return 0;
  console.log(`Building ${name} …`);
  return exitCode(runNode([NG, 'build', name, '--progress=false'], { stdio: ['ignore', 'inherit', 'inherit'] }));
}

/** Whether a built file is newer than all files below the sources, and no source was added, renamed or deleted since. */
export function isUpToDate(built: string, sources: readonly string[]): boolean {
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
  return sources.flatMap(changeTimes).every((changedAt) => changedAt <= builtAt);
}

/** Times of change (ms) of a file, or of a folder and everything below it. A folder changes when an entry is deleted. */
function changeTimes(path: string): number[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  const below = stat.isDirectory() ? readdirSync(path).flatMap((name) => changeTimes(join(path, name))) : [];
  return [stat.mtimeMs, ...below];
}
