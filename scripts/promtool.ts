import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, unpackPackages } from './debian-packages.ts';
import { ROOT } from './processes.ts';

/** Where it is kept when the machine lacks it. */
const CACHE = join(ROOT, 'node_modules', '.cache', 'vitalwire-promtool');

/** Below it, where the packages of a Debian have programs. */
const PROGRAMS = join(CACHE, 'usr', 'bin');

/** Unpacks promtool, which checks our metrics as Prometheus' authors advise, where the machine is a Debian that lacks it. */
export function providePromtool(): void {
  if (findPromtool() !== undefined) return;
  const unpacked = `${CACHE}.unpacked`;
  unpackPackages(['prometheus'], unpacked);
  const promtool = join(unpacked, 'usr', 'bin', 'promtool');
  if (existsSync(promtool)) {
    mkdirSync(PROGRAMS, { recursive: true });
    renameSync(promtool, join(PROGRAMS, 'promtool'));
  } else {
    console.log('Not found, nor to be had by apt-get: promtool (of prometheus). Its test is SKIPPED.');
  }
  // The server and what it needs are 270 MB more.
  rmSync(unpacked, { recursive: true, force: true });
}

/** The path of promtool; `undefined` when the machine has none. */
export function findPromtool(): string | undefined {
  return findProgram('promtool', CACHE);
}
