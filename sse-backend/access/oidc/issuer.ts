import type { Configuration } from 'openid-client';
import type { OidcConfig } from '../../config/config.ts';
import type { Logger } from '../../ops/logger.ts';
import { StartError } from '../../start-error.ts';
import { isLoopbackName } from '../../http/addresses.ts';
import { readClientSecret } from './client-secret.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { differentIssuers } from './issuer-names.ts';
import { limitedAnswer } from './limited-answer.ts';
import type { Peers } from './peers.ts';
import { signInUnavailable } from './unavailable.ts';

/** The asymmetric ones: whoever can check these signatures can't make them. */
const ASYMMETRIC = /^(?:(?:RS|PS|ES)(?:256|384|512)|EdDSA|Ed25519)$/;

/** Tolerance for the difference of the provider's clock and ours: its tokens count for so much longer, and earlier. */
export const CLOCK_TOLERANCE_S = 60;

const RETRY_MS = 5000;
const TIMEOUT_S = 10;

/** A provider that has told about itself. */
export interface Provider {
  readonly configuration: Configuration;
  readonly keys: IssuerKeys;
  /** What it signs with, as far as that is safe to believe. */
  readonly algorithms: readonly string[];
}

/** What an issuer needs from outside. */
export interface IssuerParts {
  readonly peers: Peers;
  readonly logger: Logger;
  /** Milliseconds. */
  readonly now: () => number;
}

/** The issuer that was configured. The server runs on while it is down; it is asked again when somebody needs it. */
export class Issuer {
  readonly #config: OidcConfig;
  readonly #secret: string | undefined;
  readonly #parts: IssuerParts;
  readonly #closing = new AbortController();
  #attempt: Promise<Provider | undefined> | undefined;
  #attemptedAt = -Infinity;
  /** What is wrong with the configuration, if the last attempt has shown that. */
  #problem: string | undefined;

  /** @throws StartError for an issuer without TLS, or a secret that can't be used */
  constructor(config: OidcConfig, parts: IssuerParts) {
    refusePlainText(config.issuer);
    this.#config = config;
    this.#secret = config.clientSecretFile === undefined ? undefined : readClientSecret(config.clientSecretFile);
    this.#parts = parts;
  }

  /** What it tells about itself. @throws AppError `sign-in-unavailable` */
  async provider(): Promise<Provider> {
    const provider = await this.ask();
    if (provider) return provider;
    throw signInUnavailable(this.#problem);
  }

  /** Asks it about itself, unless it has told, or couldn't a moment ago; `undefined` when it can't, and the log says why. */
  async ask(): Promise<Provider | undefined> {
    const { now } = this.#parts;
    const known = await this.#attempt;
    if (known) return known;
    if (now() - this.#attemptedAt >= RETRY_MS) {
      this.#attemptedAt = now();
      this.#attempt = this.#discover();
    }
    return this.#attempt;
  }

  /** Gives up what is being asked of it. */
  close(): void {
    this.#closing.abort();
  }

  async #discover(): Promise<Provider | undefined> {
    const { client, jose } = this.#parts.peers;
    const url = new URL(this.#config.issuer);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- "to make it stand out": only on this machine.
    const plain = url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
    try {
      const configuration = await client.discovery(
        url,
        this.#config.clientId,
        this.#metadata(),
        this.#authentication(),
        {
          execute: [client.enableNonRepudiationChecks, ...plain],
          timeout: TIMEOUT_S,
          [client.customFetch]: this.#fetch,
        },
      );
      const { jwks_uri: keysUrl, id_token_signing_alg_values_supported: offered } = configuration.serverMetadata();
      if (keysUrl === undefined) throw new TypeError('it names no jwks_uri');
      const onFailure = (error: unknown) => this.#warn("the sign-in provider's keys can't be fetched", error);
      const { now } = this.#parts;
      const keys = new IssuerKeys(new URL(keysUrl), { jose, fetch: this.#fetch, onFailure, now });
      return { configuration, keys, algorithms: (offered ?? ['RS256']).filter((each) => ASYMMETRIC.test(each)) };
    } catch (error) {
      // Those who waited for this attempt shall not have to wait for the next.
      this.#attemptedAt = this.#parts.now();
      this.#problem = this.#differentName(error);
      this.#warn("the sign-in provider can't be used yet", this.#problem ?? error);
      return undefined;
    }
  }

  #metadata() {
    const tolerance = { [this.#parts.peers.client.clockTolerance]: CLOCK_TOLERANCE_S };
    return this.#secret === undefined ? tolerance : { ...tolerance, client_secret: this.#secret };
  }

  /** What both sides call the issuer, if discovery failed for that. */
  #differentName(error: unknown): string | undefined {
    if (!(error instanceof this.#parts.peers.client.ClientError)) return undefined;
    const { attribute, body } = (error.cause ?? {}) as { attribute?: unknown; body?: { issuer?: unknown } };
    if (attribute !== 'issuer') return undefined;
    const names = differentIssuers('it calls itself', body?.issuer, this.#config.issuer);
    return `${names}; write --oidc-issuer as the provider does`;
  }

  /** [spec] RFC 6749 section 2.3.1: Basic is what every provider must know. */
  #authentication() {
    const { client } = this.#parts.peers;
    return this.#secret === undefined ? client.None() : client.ClientSecretBasic(this.#secret);
  }

  #warn(message: string, error: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#parts.logger.warn(message, { issuer: this.#config.issuer, error: describe(error) });
  }

  readonly #fetch = async (url: string, options: object): Promise<Response> => {
    const { signal, ...rest } = options as RequestInit;
    const either = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    return limitedAnswer(await fetch(url, { ...rest, signal: either }));
  };
}

/** Whoever is on the way could sign everyone in. @throws StartError */
function refusePlainText(issuer: string): void {
  const { protocol, hostname } = new URL(issuer);
  if (protocol === 'https:' || isLoopbackName(hostname)) return;
  throw new StartError(`--oidc-issuer ${issuer} is not encrypted; beyond this machine it has to be https.`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${describe(error.cause)}` : error.message;
}
