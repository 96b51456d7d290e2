import { spawnSync } from 'node:child_process';
import { installPackages } from './debian-packages.ts';

/** Whether there is the C compiler that the benchmark's load is made with; the load is for Linux alone. */
export function hasCompiler(): boolean {
  return process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;
}

/**
 * Sees to it that there is one, installed by the system's package manager where that is apt and we may. Where there can't be, its
 * tests are skipped: that is said here, and counted in the last line of `npm test`.
 */
export function provideCompiler(): void {
  if (!hasCompiler()) installPackages(['gcc', 'libc6-dev']);
  if (!hasCompiler())
    console.log('Not found, nor to be had by apt-get: a C compiler for Linux. Its tests are SKIPPED.');
}
