import { dirname, join } from 'node:path';
import type { Config } from '../config/config.ts';
import { StartError } from '../start-error.ts';
import { isLoopbackAddress, isLoopbackName } from '../http/addresses.ts';

/** The part of the configuration that decides who can reach the server. */
export type ExposureConfig = Pick<
  Config,
  'host' | 'publicUrl' | 'trustedProxies' | 'allowAnonymous' | 'oidc' | 'accessFile'
>;

/**
 * Who may use the server: `local`, callers on this machine; `anonymous`, all callers who can reach it; `signed-in`, callers
 * with a token or session. A token or an issuer requires sign-in even with `--allow-anonymous`.
 */
export type Openness = 'local' | 'anonymous' | 'signed-in';

/** Returns who may use the server. `hasTokens`: whether a token was ever created. */
export function opennessOf({ allowAnonymous, oidc }: ExposureConfig, hasTokens: boolean): Openness {
  if (hasTokens || oidc) return 'signed-in';
  return allowAnonymous ? 'anonymous' : 'local';
}

/** Refuses to start a server that other machines can reach and that requires no sign-in. @throws StartError */
export function refuseUnprotectedServer(config: ExposureConfig, hasTokens: boolean): void {
  if (opennessOf(config, hasTokens) !== 'local') return;
  const reason = whyReachable(config);
  if (reason === undefined) return;
  throw new StartError(
    `${reason}, and there are no tokens yet; create one (${tokenCommand(config.accessFile)}), ` +
      'give --oidc-issuer, or --allow-anonymous if everyone may see and change everything.',
  );
}

/** Returns a command line that works in any directory: with this Node, server and data directory. */
function tokenCommand(accessFile: string): string {
  if (accessFile === ':memory:') return 'in a directory that is given with --data';
  const server = join(import.meta.dirname, '..', 'server.ts');
  return `"${process.execPath} ${server} token add --name NAME --scope read --data ${dirname(accessFile)}"`;
}

function whyReachable({ host, publicUrl, trustedProxies }: ExposureConfig): string | undefined {
  if (!isLoopbackName(host) && !isLoopbackAddress(host)) return `--host ${host} is reachable from other machines`;
  if (publicUrl !== undefined && !isLoopbackName(new URL(publicUrl).hostname)) {
    return `--public-url ${publicUrl} is reachable from other machines`;
  }
  return trustedProxies.length > 0 ? '--trust-proxy accepts all clients of the proxy' : undefined;
}
