import { AppError } from '../app-error.ts';
import type { RequestContext } from './request-context.ts';

/**
 * The media type that a body is declared to have, one of those `taken` (lower case). `remedy` says how to send it.
 * @throws AppError `unsupported-media-type` for any other type, charset or encoding
 */
export function contentType<T extends string>(
  { request, response }: RequestContext,
  taken: readonly T[],
  remedy: string,
): T {
  const declared = request.headers['content-type'] ?? '';
  const name = declared.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const type = taken.find((each) => each === name);
  if (!type || !isUtf8(declared)) {
    response.setHeader('Accept-Post', taken.join(', '));
    throw unsupported(`Content-Type ${echo(declared)} is not ${taken.join(' or ')} in UTF-8; ${remedy}.`);
  }
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    // [spec] RFC 9110 section 15.5.16: what would have been accepted.
    response.setHeader('Accept-Encoding', 'identity');
    throw unsupported(`Content-Encoding ${echo(encoding)} is not taken apart here; send the body as it is.`);
  }
  return type;
}

/** A charset that isn't said is UTF-8 (RFC 8259 section 8.1). */
function isUtf8(declared: string): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(declared)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

function unsupported(message: string): AppError {
  return new AppError('unsupported-media-type', message);
}

function echo(header: string): string {
  return JSON.stringify(header.slice(0, 100));
}
