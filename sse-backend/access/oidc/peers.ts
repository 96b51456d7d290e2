import type * as jose from 'jose';
import { join } from 'node:path';
import type * as client from 'openid-client';
import { StartError } from '../../start-error.ts';

/** What sign-in with a provider needs, and nothing else does. */
export interface Peers {
  readonly client: typeof client;
  readonly jose: typeof jose;
}

/** Loads them. @throws StartError when they are not installed */
export async function loadPeers(): Promise<Peers> {
  try {
    return { client: await import('openid-client'), jose: await import('jose') };
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause;
    const folder = join(import.meta.dirname, '..', '..');
    throw new StartError(
      `--oidc-issuer needs two packages that are not installed; run "npm install openid-client jose" in ${folder}.`,
      { cause },
    );
  }
}
