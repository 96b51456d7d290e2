import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import { isLoopbackName } from './guard.ts';

/** Beyond this machine a server where nobody has to sign in would be open to everyone. @throws StartError */
export function refuseOpenDoor(
  { host, oidc, allowAnonymous }: Pick<Config, 'host' | 'oidc' | 'allowAnonymous'>,
  hasTokens: boolean,
): void {
  if (isLoopbackName(host) || host === '::1' || hasTokens || oidc || allowAnonymous) return;
  throw new StartError(
    `--host ${host} is reachable from other machines, and nobody would have to sign in; make a token first ` +
      '(token add --name N --scope read), give --oidc-issuer, or let everyone in with --allow-anonymous.',
  );
}
