import { spawnSync } from 'node:child_process';

/** The core of the load and of this program; and the one that the measured server has for itself. */
const LOAD_CORE = '0';
const SERVER_CORE = '1';

/** Runs the command behind it on the servers' core. */
export const ON_SERVER_CORE = ['taskset', '-c', SERVER_CORE] as const;

/** Moves this program, and what it starts from now on, to the load's core. */
export function moveToLoadCore(): void {
  spawnSync('taskset', ['-c', '-p', LOAD_CORE, String(process.pid)]);
}
