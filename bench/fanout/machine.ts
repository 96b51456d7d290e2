import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/processes.ts';
import type { Nchan } from './nchan.ts';

const PACKAGES = ['express', 'better-sse', 'fastify', '@fastify/sse'];

/** What the figures were measured on and with, in a sentence or two. */
export function machine(nchan: Nchan | undefined): string {
  const cpu = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}`;
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const compiler = spawnSync('cc', ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0] ?? '';
  const packages = PACKAGES.map((name) => `${name} ${versionOf(name)}`).join(', ');
  return (
    `${cpu}, ${memory}, Linux ${release()}, Node ${process.versions.node}; ${packages}; ${nchan?.versions ?? 'no nchan'}; ` +
    `the load compiled by ${compiler}. On ${new Date().toISOString().slice(0, 10)}.`
  );
}

function versionOf(name: string): string {
  const text = readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
