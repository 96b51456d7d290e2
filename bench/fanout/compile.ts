import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

/** What each part becomes: a program, or what another is loaded with. */
const FLAGS = { load: [], peers: [], 'slow-disk': ['-shared', '-fPIC'] } as const;

/** Compiles the C of a part of the benchmark into a folder; gives the file. @throws Error where there is no C compiler */
export function compileC(part: keyof typeof FLAGS, folder: string): string {
  const cwd = join(import.meta.dirname, part);
  const program = join(folder, part);
  const { status, error } = spawnSync('cc', ['-O2', ...FLAGS[part], '-o', program, ...globSync('*.c', { cwd })], {
    cwd,
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Error(
      'The benchmark could not be compiled: it needs Linux and a C compiler, as `cc` (Debian: gcc and libc6-dev).',
      { cause: error },
    );
  return program;
}
