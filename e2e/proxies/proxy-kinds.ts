import { join } from 'node:path';
import type { ProxyProgram } from '../../scripts/proxies.ts';

/** Where a test has a proxy. */
export interface Place {
  readonly port: number;
  /** For plain http. */
  readonly plainPort: number;
  /** Of what stands behind it. */
  readonly backendPort: number;
  /** For certificates, logs and whatever else it writes. */
  readonly folder: string;
}

/** One of the proxies of docs/proxies, and how a test runs it. */
export interface ProxyKind {
  readonly program: ProxyProgram;
  /** Its configuration in docs/proxies. */
  readonly file: string;
  /** What stands in the published configuration, and what a test needs there instead: ports, places, users. */
  readonly changes: (place: Place) => readonly (readonly [published: string, here: string])[];
  /** Its arguments for running in the foreground. */
  readonly run: (configuration: string) => readonly string[];
  /** How it is told to read its configuration again: a signal, or a command of its own. */
  readonly reload: NodeJS.Signals | ((configuration: string) => readonly string[]);
  /** What a reload does to open streams: old processes are not to pile up, so they are cut; or there are none. */
  readonly openStreams: 'cut' | 'kept';
  /** How it ends at once, and what it started with it. */
  readonly end: NodeJS.Signals;
}

/** How long streams may last after a reload; a test has no 10 s. */
const RELOAD_PATIENCE = '1s';

const BACKEND = '127.0.0.1:5000';
const CERTIFICATES = '/etc/ssl/vitalwire';

const NGINX: ProxyKind = {
  program: 'nginx',
  file: 'nginx.conf',
  changes: ({ port, plainPort, backendPort, folder }) => [
    ['user www-data;', 'user root;'],
    ['worker_shutdown_timeout 10s', `worker_shutdown_timeout ${RELOAD_PATIENCE}`],
    ['/run/', `${folder}/`],
    ['/var/log/nginx', folder],
    ['\nhttp {', `\nhttp {\n${NGINX_BODIES.map((kind) => `${kind}_temp_path ${folder}/${kind};\n`).join('')}`],
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen [::]:80;', ''],
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['listen [::]:443 ssl http2 backlog=4096;', ''],
    [CERTIFICATES, folder],
    [BACKEND, `127.0.0.1:${backendPort}`],
  ],
  run: (configuration) => ['-c', configuration, '-g', 'daemon off;'],
  reload: 'SIGHUP',
  openStreams: 'cut',
  end: 'SIGTERM',
};

/** Where it keeps bodies; Debian's nginx has places below /var/lib. */
const NGINX_BODIES = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

const CADDY: ProxyKind = {
  program: 'caddy',
  file: 'Caddyfile',
  changes: ({ port, plainPort, backendPort, folder }) => [
    [
      '\tgrace_period 10s',
      [
        `\tgrace_period ${RELOAD_PATIENCE}\n\tadmin unix/${folder}/admin`,
        `\thttp_port ${plainPort}\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1`,
      ].join('\n'),
    ],
    [CERTIFICATES, folder],
    [BACKEND, `127.0.0.1:${backendPort}`],
  ],
  run: (configuration) => ['run', '--adapter', 'caddyfile', '--config', configuration],
  reload: (configuration) => [
    ...['reload', '--adapter', 'caddyfile', '--config', configuration],
    ...['--force', '--address', `unix/${join(configuration, '../admin')}`],
  ],
  openStreams: 'kept',
  end: 'SIGKILL',
};

const HAPROXY: ProxyKind = {
  program: 'haproxy',
  file: 'haproxy.cfg',
  changes: ({ port, plainPort, backendPort, folder }) => [
    ['user haproxy', ''],
    ['group haproxy', ''],
    ['maxconn 20000', 'maxconn 200'],
    ['hard-stop-after 10s', `hard-stop-after ${RELOAD_PATIENCE}`],
    ['log /dev/log', 'log stdout format raw'],
    [':::80 v4v6', `127.0.0.1:${plainPort}`],
    [':::443 v4v6', `127.0.0.1:${port}`],
    ['hdr Host vitalwire.example.org', `hdr Host vitalwire.example.org:${port}`],
    [CERTIFICATES, folder],
    [BACKEND, `127.0.0.1:${backendPort}`],
  ],
  run: (configuration) => ['-W', '-db', '-f', configuration],
  reload: 'SIGUSR2',
  openStreams: 'cut',
  end: 'SIGTERM',
};

/** Every proxy that docs/proxies has a configuration for. */
export const PROXY_KINDS: readonly ProxyKind[] = [NGINX, CADDY, HAPROXY];
