import { delimiter, join } from 'node:path';
import { findProgram, unpackPackages } from './debian-packages.ts';
import { ROOT } from './processes.ts';

/** What the tests of docs/proxies run: programs, each of a Debian package of the same name. */
const PROGRAMS = ['nginx', 'caddy', 'haproxy', 'openssl'] as const;

/** One of them. */
export type ProxyProgram = (typeof PROGRAMS)[number];

/** Where what the machine lacks is unpacked. */
const UNPACKED = join(ROOT, 'node_modules', '.cache', 'vitalwire-proxies');

/** Where the shared libraries of unpacked programs are to be found: `LD_LIBRARY_PATH` for these programs alone. */
export const PROXY_LIBRARIES = ['x86_64', 'aarch64']
  .map((architecture) => join(UNPACKED, `usr/lib/${architecture}-linux-gnu`))
  .join(delimiter);

/**
 * Sees to it that the programs are there, unpacking what the machine lacks where it is a Debian. Where it isn't, their tests
 * are skipped: that is said here, and counted in the last line of `npm test`.
 */
export function provideProxies(): void {
  const isMissing = (name: ProxyProgram) => findProxyProgram(name) === undefined;
  const wanted = PROGRAMS.filter(isMissing);
  if (wanted.length > 0) unpackPackages(wanted, UNPACKED);
  const missing = PROGRAMS.filter(isMissing);
  if (missing.length > 0)
    console.log(`Not found, nor to be had by apt-get: ${missing.join(', ')}. Their tests are SKIPPED.`);
}

/** The path of a program; `undefined` when the machine has none. */
export function findProxyProgram(name: ProxyProgram): string | undefined {
  return findProgram(name, UNPACKED);
}
