import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Configuration, JWK, Provider } from 'oidc-provider';

/** Whom the tokens of machines are for. */
export const AUDIENCE = 'https://vitalwire.example';

export const CLIENT_ID = 'vitalwire';
/** The secret of the machine. */
const SENSOR_SECRET = 'a secret that only the issuer and the sensor know';

const ALGORITHMS = ['ES256', 'RS256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** What an issuer may do differently. */
export interface IssuerOptions {
  /** What its people may do, by name; everyone else may sign in as well, but do nothing. */
  readonly people?: Readonly<Record<string, readonly string[]>>;
  /** Where it tells that, in `realm_access.roles`; providers differ. */
  readonly rolesIn?: 'access-token' | 'id-token' | 'userinfo';
  readonly algorithm?: Algorithm;
  /** What Vitalwire has to prove itself with; nothing unless it is given. */
  readonly secret?: string;
  readonly port?: number;
}

/** A piece of an answer without end. */
const PIECE = 'x'.repeat(65_536);

/** A key as an issuer has it. */
interface Key {
  readonly jwk: JWK;
  readonly key: CryptoKey;
  readonly kid: string;
}

type Keys = Readonly<Record<Algorithm, Key>>;

/** A real OpenID provider on this machine, with pages to sign in at: any name and any password will do. */
export class TestIssuer {
  readonly url: string;
  /** Bytes of answers without end that were sent. */
  flooded = 0;
  readonly #provider: typeof Provider;
  readonly #server: Server;
  readonly #options: IssuerOptions;
  readonly #redirectUris: string[] = ['http://localhost/not-yet'];
  #keys: Keys;
  #answer: (request: IncomingMessage, response: ServerResponse) => void;

  private constructor(provider: typeof Provider, server: Server, keys: Keys, options: IssuerOptions) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#provider = provider;
    this.#server = server;
    this.#options = options;
    this.#keys = keys;
    this.#answer = this.#begin();
    server.on('request', (request, response) => this.#answer(request, response));
  }

  /** Starts one, ended with the test. */
  static async startFor(test: TestContext, options: IssuerOptions = {}): Promise<TestIssuer> {
    // It says on the console that it is not to be used like this.
    for (const method of ['info', 'warn'] as const) test.mock.method(console, method, () => undefined);
    const { Provider } = await import('oidc-provider');
    const server = createServer().listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = new TestIssuer(Provider, server, await makeKeys(), options);
    test.after(() => issuer.stop());
    return issuer;
  }

  /** The flags of a server that uses it. */
  get flags(): readonly string[] {
    const client = ['--oidc-issuer', this.url, '--oidc-client-id', CLIENT_ID, '--oidc-audience', AUDIENCE];
    return this.#options.people ? [...client, '--oidc-scope-claim', 'realm_access.roles'] : client;
  }

  /** Lets a server send its users here. */
  authorize(origin: string): void {
    this.#redirectUris.push(`${origin}/sign-in/oidc/callback`);
    this.#answer = this.#begin();
  }

  /** Has new keys from now on; the old ones count no more. */
  async rotateKeys(): Promise<void> {
    this.#keys = await makeKeys();
    this.#answer = this.#begin();
  }

  /** Answers requests for a path with JSON without end from now on. */
  flood(path: string): void {
    const answer = this.#answer;
    this.#answer = (request, response) => {
      if (request.url?.startsWith(path) !== true) {
        answer(request, response);
        return;
      }
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"x":"');
      const more = () => {
        while (!response.destroyed && response.write(PIECE)) this.flooded += PIECE.length;
      };
      response.on('drain', more);
      more();
    };
  }

  /** Lives at a path from now on. */
  moveTo(path: string): void {
    const handle = new this.#provider(this.url + path, this.#configuration()).callback();
    this.#answer = (request, response) => {
      request.url = request.url?.replace(path, '') ?? '';
      void handle(request, response);
    };
  }

  /** Goes down. */
  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** A public key, as everybody may have it. */
  publicKey(algorithm: Algorithm): JWK {
    const { d, p, q, dp, dq, qi, ...jwk } = this.#keys[algorithm].jwk as Record<string, unknown>;
    return jwk;
  }

  /** A token that it has signed; what isn't said is as it should be. */
  async sign(
    claims: Readonly<Record<string, unknown>> = {},
    header: Partial<JWTHeaderParameters> = {},
  ): Promise<string> {
    const { alg = this.#options.algorithm ?? 'ES256' } = header;
    const { key, kid } = this.#keys[alg as Algorithm];
    const now = Math.floor(Date.now() / 1000);
    const whole = {
      iss: this.url,
      aud: AUDIENCE,
      sub: 'sensor-7',
      exp: now + 300,
      iat: now,
      scope: 'write',
      ...claims,
    };
    return new SignJWT(whole).setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header }).sign(key);
  }

  /** A token as a machine gets it, by its client's credentials. */
  async machineToken(scope: string): Promise<string> {
    const response = await fetch(`${this.url}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`sensor:${encodeURIComponent(SENSOR_SECRET)}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE, scope }),
    });
    const answer = (await response.json()) as { readonly access_token?: string };
    if (answer.access_token === undefined) throw new Error(JSON.stringify(answer));
    return answer.access_token;
  }

  #begin(): (request: IncomingMessage, response: ServerResponse) => void {
    const handle = new this.#provider(this.url, this.#configuration()).callback();
    return (request, response) => void handle(request, response);
  }

  #configuration(): Configuration {
    const { people = {}, rolesIn = 'id-token', algorithm = 'ES256', secret } = this.#options;
    const rolesOf = (name: string) => ({ realm_access: { roles: people[name] ?? [] } });
    const isInToken = rolesIn === 'access-token';
    return {
      jwks: { keys: ALGORITHMS.map((each) => this.#keys[each].jwk) },
      clients: [
        {
          client_id: CLIENT_ID,
          redirect_uris: this.#redirectUris,
          ...(secret === undefined ? { token_endpoint_auth_method: 'none' } : { client_secret: secret }),
          id_token_signed_response_alg: algorithm,
        },
        {
          client_id: 'sensor',
          client_secret: SENSOR_SECRET,
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
        },
      ],
      claims: { openid: isInToken ? ['sub'] : ['sub', 'realm_access'], profile: ['preferred_username'] },
      scopes: ['openid', 'profile'],
      conformIdTokenClaims: rolesIn === 'userinfo',
      cookies: { keys: ['signs the cookies of a test'] },
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, preferred_username: accountId, ...rolesOf(accountId) }),
      }),
      extraTokenClaims: (_context, token) => (isInToken && 'accountId' in token ? rolesOf(token.accountId) : undefined),
      features: {
        devInteractions: { enabled: true },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => (isInToken ? AUDIENCE : []),
          useGrantedResource: () => isInToken,
          getResourceServerInfo: () => ({
            scope: 'read write operate',
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: algorithm } },
          }),
        },
      },
    };
  }
}

async function makeKeys(): Promise<Keys> {
  const [ES256, RS256] = await Promise.all([makeKey('ES256'), makeKey('RS256')]);
  return { ES256, RS256 };
}

async function makeKey(alg: Algorithm): Promise<Key> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const kid = crypto.randomUUID();
  return { jwk: { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' }, key: privateKey, kid };
}
