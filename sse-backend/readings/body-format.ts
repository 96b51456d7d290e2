import { AppError } from '../app-error.ts';
import type { Exchange } from '../http/exchange.ts';

/** How readings may be sent. */
export type BodyFormat = 'json' | 'ndjson';

const FORMATS: ReadonlyMap<string, BodyFormat> = new Map([
  ['application/json', 'json'],
  ['application/x-ndjson', 'ndjson'],
]);

const REMEDY = "send it with -H 'Content-Type: application/json', or application/x-ndjson for one reading per line";

/**
 * The format that a body is declared to have.
 * @throws AppError `unsupported-media-type` for any other type, charset or encoding
 */
export function bodyFormat({ request, response }: Exchange): BodyFormat {
  const declared = request.headers['content-type'] ?? '';
  const format = FORMATS.get(declared.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  if (!format || !isUtf8(declared)) {
    response.setHeader('Accept-Post', [...FORMATS.keys()].join(', '));
    throw unsupported(`Content-Type ${echo(declared)} is not JSON in UTF-8; ${REMEDY}.`);
  }
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    // [spec] RFC 9110 section 15.5.16: what would have been accepted.
    response.setHeader('Accept-Encoding', 'identity');
    throw unsupported(`Content-Encoding ${echo(encoding)} is not taken apart here; send the body as it is.`);
  }
  return format;
}

/** A charset that isn't said is UTF-8 (RFC 8259 section 8.1). */
function isUtf8(contentType: string): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

function unsupported(message: string): AppError {
  return new AppError('unsupported-media-type', message);
}

function echo(header: string): string {
  return JSON.stringify(header.slice(0, 100));
}
