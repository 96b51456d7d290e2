import { dirname, join } from 'node:path';
import type { Config } from '../config/config.ts';
import { StartError } from '../start-error.ts';
import { isLoopbackAddress } from './addresses.ts';
import { isLoopbackName } from './loopback-name.ts';

/** What of a configuration says who can reach the server, and who may use it. */
export type ExposureConfig = Pick<
  Config,
  'host' | 'publicUrl' | 'trustedProxies' | 'allowAnonymous' | 'oidc' | 'accessFile'
>;

/**
 * To whom the server is open: `local`, to whoever is on this machine; `anonymous`, to whoever can reach it; `signed-in`, to
 * those with a token or a session. A token, or an issuer, closes the door also where `--allow-anonymous` was given: that is
 * for servers without.
 */
export type Openness = 'local' | 'anonymous' | 'signed-in';

/** To whom the server is open, given whether any token was ever made. */
export function opennessOf({ allowAnonymous, oidc }: ExposureConfig, hasTokens: boolean): Openness {
  if (hasTokens || oidc) return 'signed-in';
  return allowAnonymous ? 'anonymous' : 'local';
}

/**
 * Beyond this machine, or behind a proxy through which others come, a server without tokens would be open to everyone.
 * @throws StartError
 */
export function refuseOpenDoor(config: ExposureConfig, hasTokens: boolean): void {
  if (opennessOf(config, hasTokens) !== 'local') return;
  const door = openDoor(config);
  if (door === undefined) return;
  throw new StartError(
    `${door}, and there are no tokens yet; make one (${howToMakeOne(config.accessFile)}), ` +
      'give --oidc-issuer, or --allow-anonymous if everyone may see and change everything.',
  );
}

/** A line that works wherever it is typed: the Node, the server and the data directory are this one's. */
function howToMakeOne(accessFile: string): string {
  if (accessFile === ':memory:') return 'in a directory that is given with --data';
  const server = join(import.meta.dirname, '..', 'server.ts');
  return `"${process.execPath} ${server} token add --name NAME --scope read --data ${dirname(accessFile)}"`;
}

function openDoor({ host, publicUrl, trustedProxies }: ExposureConfig): string | undefined {
  if (!isLoopbackName(host) && !isLoopbackAddress(host)) return `--host ${host} is reachable from other machines`;
  if (publicUrl !== undefined && !isLoopbackName(new URL(publicUrl).hostname)) {
    return `--public-url ${publicUrl} is reachable from other machines`;
  }
  return trustedProxies.length > 0 ? '--trust-proxy lets in whoever the proxy lets in' : undefined;
}
