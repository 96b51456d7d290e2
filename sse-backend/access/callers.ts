import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Config } from '../config/config.ts';
import { plainAddress } from '../http/addresses.ts';

/** The client of a request, as far as that can be trusted, and the host it used. */
export interface Caller {
  /** The client's address; behind trusted proxies, the nearest address that isn't a trusted proxy's. */
  readonly address: string;
  /** The requested host as in a URL: without port, IPv6 in brackets; empty if missing or invalid. */
  readonly hostname: string;
  /** The origin of pages that the client gets from this server: scheme, host and port. */
  readonly origin: string;
  /** Whether it came through a trusted proxy. */
  readonly isForwarded: boolean;
}

/** Headers besides `X-Forwarded-*` that only proxies add. */
const PROXY_HEADERS: ReadonlySet<string> = new Set(['forwarded', 'via', 'x-real-ip']);

type RequestedHost = Pick<Caller, 'hostname' | 'origin'>;

const NO_HOST: RequestedHost = { hostname: '', origin: '' };

/** Whether the client uses https. */
export function isSecure({ origin }: Caller): boolean {
  return origin.startsWith('https:');
}

/** Determines the client of each request, using the `X-Forwarded-*` headers of trusted proxies. */
export class Callers {
  readonly #trusted: BlockList | undefined;
  readonly #publicUrl: URL | undefined;
  /** Cache of the last request: nearly all have the same host. */
  #lastRequested = '';
  #lastHost: RequestedHost = NO_HOST;

  constructor({ trustedProxies, publicUrl }: Pick<Config, 'trustedProxies' | 'publicUrl'>) {
    this.#trusted = trustedProxies.length === 0 ? undefined : blockListOf(trustedProxies);
    this.#publicUrl = publicUrl === undefined ? undefined : new URL(publicUrl);
  }

  /**
   * Returns the client of a request. Each proxy appends its value, so the last one is the nearest proxy's. Values before the last
   * address that isn't a trusted proxy's may be forged.
   */
  callerOf(request: IncomingMessage): Caller {
    const { headers } = request;
    const peer = plainAddress(request.socket.remoteAddress ?? '');
    if (!this.#trusts(peer) || forwardingHeader(request) === undefined) {
      const { hostname, origin } = this.#hostOf(`http://${headers.host ?? ''}`);
      return { address: peer, hostname, origin, isForwarded: false };
    }
    const forwarded = (name: string) => listed(headers[name]);
    const scheme = forwarded('x-forwarded-proto').at(-1)?.toLowerCase() === 'https' ? 'https' : 'http';
    const { hostname, origin } = this.#hostOf(
      `${scheme}://${forwarded('x-forwarded-host').at(-1) ?? headers.host ?? ''}`,
    );
    return { address: this.#nearestOther(peer, forwarded('x-forwarded-for')), hostname, origin, isForwarded: true };
  }

  /** Returns the origin that users see: that of --public-url, else the origin that `caller` used. */
  publicOriginFor(request: IncomingMessage, caller: Caller): string {
    const origin = this.#publicUrl?.origin ?? caller.origin;
    // HTTP/1.0 requests may have no Host.
    return origin === '' ? `http://localhost:${request.socket.localPort ?? ''}` : origin;
  }

  /** Returns the name of a forwarding header from an address that isn't a trusted proxy's, if there is one. */
  unexpectedProxyHeader(request: IncomingMessage): string | undefined {
    return this.#trusts(plainAddress(request.socket.remoteAddress ?? '')) ? undefined : forwardingHeader(request);
  }

  /** Returns the host and origin of a requested URL. */
  #hostOf(requested: string): RequestedHost {
    if (requested === this.#lastRequested) return this.#lastHost;
    const url = hostUrl(requested);
    // The operator's --public-url is right; a proxy may omit the port, or be behind another one.
    const { hostname, origin } = (url?.hostname === this.#publicUrl?.hostname ? this.#publicUrl : url) ?? NO_HOST;
    this.#lastRequested = requested;
    this.#lastHost = { hostname, origin };
    return this.#lastHost;
  }

  #nearestOther(peer: string, chain: readonly string[]): string {
    let nearest = peer;
    for (const text of chain.toReversed()) {
      const address = plainAddress(text);
      // `unknown`, or an invented name: the proxy that wrote it is the nearest known address.
      if (isIP(address) === 0) return nearest;
      nearest = address;
      if (!this.#trusts(address)) return nearest;
    }
    return nearest;
  }

  #trusts(address: string): boolean {
    if (!this.#trusted) return false;
    const family = isIP(address);
    return family !== 0 && this.#trusted.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }
}

function blockListOf(ranges: Config['trustedProxies']): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of ranges) list.addSubnet(address, prefix, family);
  return list;
}

/** Returns a URL that consists of an origin only, else undefined. */
function hostUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  return url?.href === `${url?.origin ?? ''}/` ? url : undefined;
}

function forwardingHeader({ headers }: IncomingMessage): string | undefined {
  for (const name in headers) if (PROXY_HEADERS.has(name) || name.startsWith('x-forwarded-')) return name;
  return undefined;
}

function listed(header: string | readonly string[] | undefined): string[] {
  const values = typeof header === 'string' ? header.split(',') : (header ?? []).flatMap((value) => value.split(','));
  return values.map((each) => each.trim()).filter((each) => each !== '');
}
