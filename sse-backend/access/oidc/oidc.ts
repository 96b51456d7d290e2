import { hkdfSync } from 'node:crypto';
import type { OidcConfig } from '../../config/config.ts';
import type { Route } from '../../http/router.ts';
import type { Logger } from '../../ops/logger.ts';
import type { BearerVerifier, TokenFault } from '../authenticate.ts';
import { IssuedTokens } from './issued-tokens.ts';
import { Issuer } from './issuer.ts';
import { JwtBearers } from './jwt-bearers.ts';
import { loadPeers } from './peers.ts';
import { CALLBACK_PATH, SIGN_IN_PATH, SignIn, type SignInParts } from './sign-in.ts';
import { Transactions } from './transactions.ts';

/** Sign-in with a provider, and the bearer tokens that it issues. */
export interface Oidc {
  readonly bearers: BearerVerifier;
  /** The routes by which users sign in; from now on there is something to close. */
  routes(parts: SignInRoutesParts): readonly Route[];
  /** Gives up what is being asked of the provider. */
  close(): void;
}

/** What the sign-in of users needs beside the provider. */
interface SignInRoutesParts extends Pick<SignInParts, 'originOf' | 'beginSession'> {
  /** Signs the sessions; what seals the sign-ins under way is derived from it. */
  readonly sessionKey: Buffer;
}

/**
 * Makes it ready; the provider may be down.
 * @throws StartError when the packages that it needs are missing, or its configuration can't be used
 */
export async function openOidc(config: OidcConfig, logger: Logger): Promise<Oidc> {
  const { client, jose } = await loadPeers();
  const issuer = new Issuer(config, { peers: { client, jose }, logger, now: () => performance.now() });
  const tokens = new IssuedTokens(issuer, jose);
  const { scopeClaim } = config;
  const onFault = ({ message: error }: TokenFault) =>
    logger.warn('a token of the sign-in provider is refused', { error });
  return {
    bearers: new JwtBearers(tokens, { ...config, onFault }),
    routes({ sessionKey, originOf, beginSession }) {
      // Nobody waits for it, but whoever reads the log learns early that it is down.
      void issuer.ask();
      const transactions = new Transactions(transactionKey(sessionKey));
      const signIn = new SignIn({ client, issuer, tokens, transactions, scopeClaim, logger, originOf, beginSession });
      return [
        { path: SIGN_IN_PATH, methods: { GET: { needs: 'nothing', handle: signIn.begin } } },
        { path: CALLBACK_PATH, methods: { GET: { needs: 'nothing', handle: signIn.finish } } },
      ];
    },
    close: () => issuer.close(),
  };
}

/** [spec] RFC 5869: a key for each use, from one that is kept. */
function transactionKey(sessionKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', sessionKey, '', 'vitalwire sign-in transactions', 32));
}
