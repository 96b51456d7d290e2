import type { IncomingMessage } from 'node:http';

/**
 * The token of `Authorization: Bearer …`; undefined for a request without, or with another scheme: a proxy may ask for a
 * password of its own. [spec] RFC 6750 section 2.1: a header, as URLs end up in logs; RFC 9110 section 11.1: in any case.
 */
export function bearerIn({ headers }: IncomingMessage): string | undefined {
  const [, token] = /^bearer(?: +(.*))?$/is.exec(headers.authorization ?? '') ?? [];
  const isBearer = /^bearer\b/i.test(headers.authorization ?? '');
  return isBearer ? (token ?? '').trim() : undefined;
}
