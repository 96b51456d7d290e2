import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ServerProcess } from './server-process.ts';

/** Runs a shell script that may mount; Linux can do that without being root. */
export const MOUNTING = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'] as const;

/** Whether this system has a way to make a small disk. */
export const CAN_MOUNT =
  spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** What runs a command with a disk of its own, of so many MiB, at a folder. */
export function onSmallDisk(folder: string, mebibytes: number): readonly string[] {
  const script = `mount -t tmpfs -o size=${mebibytes}m tmpfs "$1" && shift && exec "$@"`;
  return [...MOUNTING, script, 'sh', folder];
}

/** Where a file is, for everybody else, that a server has on a disk of its own. */
export function onDiskOf({ pid }: ServerProcess, folder: string, file: string): string {
  return join('/proc', String(pid), 'root', folder, file);
}
