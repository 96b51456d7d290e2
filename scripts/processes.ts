import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { dirname } from 'node:path';

/** The repository's folder. */
export const ROOT = dirname(import.meta.dirname);

/** The Angular CLI's program, to be run by this very Node. */
export const NG = 'node_modules/@angular/cli/bin/ng.js';

/** Runs a script by this very Node in the repository's folder. */
export function runNode(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const env = { ...process.env, NG_CLI_ANALYTICS: 'false' };
  return spawn(process.execPath, [...args], { cwd: ROOT, stdio: 'inherit', env, ...options });
}

/** The exit code of a process when it ends; 1 when a signal ended it. */
export function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
}
