import { join } from 'node:path';
import { compileC } from '../../scripts/compiler.ts';

/** What each part becomes: a program, or what another is loaded with. */
const FLAGS = { load: [], peers: [], 'slow-disk': ['-shared', '-fPIC'] } as const;

/** Compiles the C of a part of the benchmark into a folder; gives the file. @throws Error where there is no C compiler */
export function compilePart(part: keyof typeof FLAGS, folder: string): string {
  return compileC(join(import.meta.dirname, part), join(folder, part), FLAGS[part]);
}
