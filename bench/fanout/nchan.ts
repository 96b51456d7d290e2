import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { freePort, isFree } from '../../e2e/free-port.ts';
import { unpackPackages } from '../../scripts/debian-packages.ts';
import { ROOT } from '../../scripts/processes.ts';
import { childrenOf } from '../process-use.ts';
import type { Running } from './contender.ts';
import { ON_SERVER_CORE } from './cores.ts';

const UNPACKED = join(ROOT, 'node_modules', '.cache', 'vitalwire-nchan');
const MODULE = 'usr/lib/nginx/modules/ngx_nchan_module.so';

/** Its first line names the package's version. */
const CHANGELOG = 'usr/share/doc/libnginx-mod-nchan/changelog.Debian.gz';

const LOOK_EVERY_MS = 20;

/**
 * With the module, nginx wants its folder in /var/lib whatever is configured; where it isn't installed, one is put there that
 * nobody else sees.
 */
const WITH_FOLDER = [
  ...['unshare', '--map-root-user', '--mount'],
  ...['sh', '-c', 'mount -t tmpfs none /var/lib && mkdir /var/lib/nginx && exec "$@"', 'sh'],
];

/** Where nginx and its module are: installed, or unpacked. */
export interface Nchan {
  /** The program, and what it is to be run within. */
  readonly command: readonly string[];
  readonly module: string;
  /** Of both, with their names. */
  readonly versions: string;
}

/** Debian's nginx with nchan, unpacked where it isn't installed; `undefined` where it can't be had. */
export function provideNchan(): Nchan | undefined {
  const installed = findNchan('/', []);
  if (installed) return installed;
  if (!findNchan(UNPACKED, WITH_FOLDER)) unpackPackages(['nginx', 'libnginx-mod-nchan'], UNPACKED);
  return findNchan(UNPACKED, WITH_FOLDER);
}

function findNchan(root: string, within: readonly string[]): Nchan | undefined {
  const module = join(root, MODULE);
  const program = [join(root, 'usr/sbin/nginx'), '/usr/sbin/nginx'].find((path) => existsSync(path));
  if (program === undefined || !existsSync(module)) return undefined;
  const command = [...within, program];
  const { status, stderr } = spawnSync('env', [...command, '-v'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const nginx = /nginx\/(\S+)/.exec(stderr)?.[1] ?? '';
  return { command, module, versions: `nginx ${nginx}, nchan ${nchanVersion(join(root, CHANGELOG))}` };
}

function nchanVersion(changelog: string): string {
  if (!existsSync(changelog)) return 'as installed';
  const [, version = ''] = /\((.+?)\)/.exec(gunzipSync(readFileSync(changelog)).toString()) ?? [];
  return version;
}

/** Starts it with one worker, which is the process that is measured. */
export async function startNchan({ command, module }: Nchan, folder: string): Promise<Running> {
  const port = await freePort();
  const configuration = join(folder, 'nginx.conf');
  writeFileSync(configuration, configured({ port, module, folder }));
  const [taskset, ...on] = ON_SERVER_CORE;
  const child = spawn(taskset, [...on, ...command, '-c', configuration, '-p', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  let pid: number | undefined;
  // It listens before it has its worker.
  while ((await isFree(port)) || (pid = childrenOf(child.pid ?? 0)[0]) === undefined) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('nginx with nchan ended as it began.');
    await setTimeout(LOOK_EVERY_MS);
  }
  return {
    port,
    pid,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function configured({ port, module, folder }: Record<'port' | 'module' | 'folder', string | number>): string {
  const bodies = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
worker_rlimit_nofile 20000;
load_module ${module};
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 20000; }
http {
  access_log off;
  ${bodies.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
  keepalive_requests 1000000000;
  nchan_shared_memory_size 512M;
  server {
    listen 127.0.0.1:${port} backlog=2048;
    location = /events {
      nchan_subscriber eventsource;
      nchan_channel_id readings;
      nchan_subscriber_first_message newest;
    }
    location = /api/readings {
      nchan_publisher;
      nchan_channel_id readings;
      nchan_message_buffer_length 20000;
      nchan_message_timeout 1h;
    }
  }
}
`;
}
