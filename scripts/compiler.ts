import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { installPackages } from './debian-packages.ts';

/** Whether there is a C compiler for Linux, for which all the C here is written. */
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

/** Compiles the C files of a folder into a program or, with such flags, a library; gives its path. @throws Error without a compiler */
export function compileC(folder: string, program: string, flags: readonly string[]): string {
  const files = globSync('*.c', { cwd: folder });
  const { status, error } = spawnSync('cc', ['-O2', ...flags, '-o', program, ...files], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status === 0) return program;
  throw new Error(
    `${folder} could not be compiled: it needs Linux and a C compiler, \`cc\` (Debian: gcc and libc6-dev).`,
    {
      cause: error,
    },
  );
}
