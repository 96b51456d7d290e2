import { spawnSync } from 'node:child_process';

/** The core of the load and of this program; and the one that the measured server has for itself. */
const LOAD_CORE = '0';
const SERVER_CORE = '1';

/** Runs the command behind it on the servers' core. */
export const ON_SERVER_CORE = ['taskset', '-c', SERVER_CORE] as const;

/** Moves this program, and what it starts from now on, to the load's core. @throws Error where it may not have both cores */
export function moveToLoadCore(): void {
  const [program, ...on] = ON_SERVER_CORE;
  const mayHaveServerCore = spawnSync(program, [...on, 'true']).status === 0;
  const isMoved = spawnSync('taskset', ['-c', '-p', LOAD_CORE, String(process.pid)]).status === 0;
  if (!mayHaveServerCore || !isMoved)
    throw new Error(
      `The benchmark needs the cores ${LOAD_CORE} and ${SERVER_CORE}, and \`taskset\` (util-linux) to keep what it measures apart.`,
    );
}
