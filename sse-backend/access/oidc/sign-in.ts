import type { IncomingMessage, ServerResponse } from 'node:http';
import { SCOPES } from '../../contract/access.ts';
import type { IncomingRequest, Handler } from '../../http/request-context.ts';
import type { Logger } from '../../ops/logger.ts';
import { AccessExpiry } from '../../http/access-expiry.ts';
import { withIncluded, type Principal } from '../../http/principal.ts';
import { nameIn } from './claims.ts';
import type { IssuedTokens } from './issued-tokens.ts';
import type { Issuer, Provider } from './issuer.ts';
import type { Peers } from './peers.ts';
import { returnPath } from './return-path.ts';
import { explain, SignInFailure } from './sign-in-failure.ts';
import { sendSignInPage } from './sign-in-page.ts';
import type { Transaction, Transactions } from './transactions.ts';
import { userScopes } from './user-scopes.ts';

export const SIGN_IN_PATH = '/sign-in/oidc';
export const CALLBACK_PATH = '/sign-in/oidc/callback';

/** A session from a provider ends so long after signing in, whatever happens. */
const SESSION_MS = 12 * 3_600_000;

/** What signing in needs. */
export interface SignInParts {
  readonly client: Peers['client'];
  readonly issuer: Issuer;
  readonly tokens: IssuedTokens;
  readonly transactions: Transactions;
  readonly scopeClaim: string;
  readonly logger: Logger;
  /** The origin that the browser sees. */
  readonly originOf: (request: IncomingMessage) => string;
  /** Gives somebody who has signed in a session, in a cookie of this answer. */
  readonly beginSession: (response: ServerResponse, principal: Principal, request: IncomingMessage) => Promise<unknown>;
}

/** Sign-in by authorization code with PKCE: RFC 6749 section 4.1, RFC 7636, OpenID Connect Core 3.1, RFC 9700. */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** `GET /sign-in/oidc?return=<path>`: to the provider; `prompt=login` lets somebody else sign in than is signed in there. */
  readonly begin: Handler = (context) => this.#answer(context, () => this.#begin(context));

  /** `GET /sign-in/oidc/callback`: back from it, with a session to where the user came from. */
  readonly finish: Handler = (context) => this.#answer(context, () => this.#finish(context));

  async #answer({ response }: IncomingRequest, redirectTo: () => Promise<string>): Promise<void> {
    try {
      const location = await redirectTo();
      response.writeHead(302, { Location: location, 'Cache-Control': 'no-store' }).end();
    } catch (error) {
      const { status, sentence, fact } = explain(error, this.#parts.client);
      if (fact !== undefined) this.#parts.logger.warn('a sign-in failed', { error: fact });
      sendSignInPage(response, status, sentence);
    }
  }

  async #begin({ request, response, url }: IncomingRequest): Promise<string> {
    const { client, issuer, transactions, originOf } = this.#parts;
    const provider = await issuer.provider();
    const origin = originOf(request);
    const transaction = {
      state: transactions.newState(request, client.randomState(), isSecure(origin)),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      returnTo: returnPath(url.searchParams.get('return')),
    };
    const location = client.buildAuthorizationUrl(provider.configuration, {
      redirect_uri: origin + CALLBACK_PATH,
      scope: this.#scopeToAsk(provider),
      state: transaction.state,
      nonce: transaction.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(transaction.verifier),
      code_challenge_method: 'S256',
      ...(url.searchParams.get('prompt') === 'login' ? { prompt: 'login' } : {}),
    });
    transactions.begin(response, transaction, isSecure(origin));
    return location.href;
  }

  async #finish({ request, response, url }: IncomingRequest): Promise<string> {
    const { transactions, originOf, beginSession } = this.#parts;
    const origin = originOf(request);
    const state = url.searchParams.get('state') ?? '';
    const transaction = transactions.find(request, state, isSecure(origin));
    if (!transaction) throw new SignInFailure('unknown-transaction');
    try {
      const principal = await this.#principal(new URL(CALLBACK_PATH + url.search, origin), transaction);
      await beginSession(response, principal, request);
    } finally {
      // Whatever came of it, and beside the session's cookie.
      transactions.end(response, state, isSecure(origin));
    }
    return transaction.returnTo;
  }

  /** Who came back with an answer. */
  async #principal(answer: URL, { state, nonce, verifier }: Transaction): Promise<Principal> {
    const { client, issuer } = this.#parts;
    const provider = await issuer.provider();
    const tokens = await client.authorizationCodeGrant(provider.configuration, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
    });
    const claims = tokens.claims();
    if (!claims) throw new TypeError('the provider gave no ID token');
    const name = nameIn(claims);
    const scopes = await userScopes({ ...this.#parts, provider, granted: tokens, subject: claims.sub });
    if (scopes.size === 0) throw new SignInFailure('no-scopes', name);
    const expiresAt = Date.now() + SESSION_MS;
    const key = `oidc:${claims.sub}`;
    return { name, key, scopes: withIncluded(scopes), expiresAt, expiry: new AccessExpiry() };
  }

  /** What tells a user's name and, where the provider knows our words as scopes, those. */
  #scopeToAsk({ configuration }: Provider): string {
    const { scopes_supported: supported } = configuration.serverMetadata();
    const ours =
      this.#parts.scopeClaim === 'scope'
        ? SCOPES.flatMap((each) => [each, `vitalwire:${each}`, `vitalwire-${each}`])
        : [];
    const wanted = ['profile', 'email', ...ours.filter((each) => supported?.includes(each))];
    return ['openid', ...wanted.filter((each) => supported?.includes(each) ?? true)].join(' ');
  }
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https:');
}
