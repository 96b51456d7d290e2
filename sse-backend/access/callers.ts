import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Config } from '../config/config.ts';
import { plainAddress } from './addresses.ts';

/** Who sends a request, as far as that can be believed, and what they called us. */
export interface Caller {
  /** The client's address; behind trusted proxies the nearest one that isn't theirs. */
  readonly address: string;
  /** The host they called, as URLs have it: no port, IPv6 in brackets; empty for none, or for what is no host. */
  readonly hostname: string;
  /** The origin that pages have which they got from us: scheme, host and port. */
  readonly origin: string;
  /** Whether a trusted proxy stands between. */
  readonly isForwarded: boolean;
}

/** Headers besides `X-Forwarded-*` that only a proxy adds. */
const PROXY_HEADERS: ReadonlySet<string> = new Set(['forwarded', 'via', 'x-real-ip']);

type Seen = Pick<Caller, 'hostname' | 'origin'>;

const NOTHING: Seen = { hostname: '', origin: '' };

/** Whether somebody reached us over TLS. */
export function isSecure({ origin }: Caller): boolean {
  return origin.startsWith('https:');
}

/** Finds out who sends a request, believing the `X-Forwarded-*` of trusted proxies. */
export class Callers {
  readonly #trusted: BlockList | undefined;
  readonly #publicUrl: URL | undefined;
  /** What was called last, and what that means: nearly all requests call the same. */
  #called = '';
  #seen: Seen = NOTHING;

  constructor({ trustedProxies, publicUrl }: Pick<Config, 'trustedProxies' | 'publicUrl'>) {
    this.#trusted = trustedProxies.length === 0 ? undefined : blockListOf(trustedProxies);
    this.#publicUrl = publicUrl === undefined ? undefined : new URL(publicUrl);
  }

  /**
   * Who sends a request. Each proxy appends to what it got, so the last value is the nearest proxy's, and what stands before
   * the last address that isn't a trusted proxy's may be anybody's invention.
   */
  callerOf(request: IncomingMessage): Caller {
    const { headers } = request;
    const peer = plainAddress(request.socket.remoteAddress ?? '');
    if (!this.#trusts(peer) || forwardingHeader(request) === undefined) {
      const { hostname, origin } = this.#seenAs(`http://${headers.host ?? ''}`);
      return { address: peer, hostname, origin, isForwarded: false };
    }
    const told = (name: string) => listed(headers[name]);
    const scheme = told('x-forwarded-proto').at(-1)?.toLowerCase() === 'https' ? 'https' : 'http';
    const { hostname, origin } = this.#seenAs(`${scheme}://${told('x-forwarded-host').at(-1) ?? headers.host ?? ''}`);
    return { address: this.#nearestOther(peer, told('x-forwarded-for')), hostname, origin, isForwarded: true };
  }

  /** Where users reach this server: at --public-url, else as the request did, which `caller` sent. */
  publicOriginFor(request: IncomingMessage, caller: Caller): string {
    const origin = this.#publicUrl?.origin ?? caller.origin;
    // HTTP/1.0 has requests without a Host.
    return origin === '' ? `http://localhost:${request.socket.localPort ?? ''}` : origin;
  }

  /** The header by which a proxy shows itself that we were not told of. */
  untoldProxyHeader(request: IncomingMessage): string | undefined {
    return this.#trusts(plainAddress(request.socket.remoteAddress ?? '')) ? undefined : forwardingHeader(request);
  }

  /** What users see who call a scheme and host. */
  #seenAs(called: string): Seen {
    if (called === this.#called) return this.#seen;
    const url = hostUrl(called);
    // That is said by the operator; a proxy may leave the port away, or be reached through another one.
    const { hostname, origin } = (url?.hostname === this.#publicUrl?.hostname ? this.#publicUrl : url) ?? NOTHING;
    this.#called = called;
    this.#seen = { hostname, origin };
    return this.#seen;
  }

  #nearestOther(peer: string, chain: readonly string[]): string {
    let nearest = peer;
    for (const text of chain.toReversed()) {
      const address = plainAddress(text);
      // `unknown`, or a made-up name: the proxy that wrote it is the last one known.
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

/** A URL of nothing but an origin. */
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
