import type { IncomingMessage } from 'node:http';
import { signInRequired } from './challenge.ts';
import { AppError } from '../app-error.ts';
import { ByteGatherer } from './byte-gatherer.ts';
import type { IncomingRequest, RequestContext } from './request-context.ts';

/** A body that isn't here by then is taken for a slow-loris: the bytes gathered so far would be held for ever. */
const LONGEST_BODY_MS = 30_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** How large a body may be, and what to do instead of sending a larger one. */
export interface BodyLimit {
  readonly maxBytes: number;
  readonly remedy: string;
}

/**
 * The whole body as a JSON value.
 * @throws AppError `body-too-large`, `body-too-slow`, `invalid-json`, `too-busy` when the bodies of all requests take too much
 * memory, or `sign-in-required` when the access has ended meanwhile
 */
export async function readJson(context: RequestContext, limit: BodyLimit): Promise<unknown> {
  const declared = Number(context.request.headers['content-length'] ?? 0);
  if (declared > limit.maxBytes) throw tooLarge(`${declared} bytes`, limit);
  const gathered = new ByteGatherer(context.bodies);
  try {
    acceptBody(context);
    const bytes = await gather(context.request, gathered, { declared, limit });
    if (context.principal.expiry.hasEnded) throw signInRequired(context.response, 'ended');
    return parseJson(decodeUtf8(bytes));
  } finally {
    gathered.release();
  }
}

/**
 * The bytes of a body, of which so many are `declared`; 0 when nobody said. Listeners rather than an iterator: an iterator can't
 * be left while it waits, which the deadline has to do.
 */
function gather(
  request: IncomingMessage,
  gathered: ByteGatherer,
  { declared, limit }: { readonly declared: number; readonly limit: BodyLimit },
): Promise<Buffer> {
  // Its `close` has been emitted: the body would be waited for until it is too slow.
  if (request.destroyed) return Promise.reject(connectionLost());
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  let whole: Buffer | undefined;
  const take = (piece: Buffer) => {
    const { maxBytes } = limit;
    // As most are: nothing has to be put together.
    if (piece.length === declared) whole = piece;
    else if (gathered.length + piece.length > maxBytes) refuse(tooLarge(`more than ${maxBytes} bytes`, limit));
    else addOrRefuse(piece);
  };
  const addOrRefuse = (piece: Buffer) => {
    try {
      gathered.add(piece);
    } catch (error) {
      refuse(error);
    }
  };
  const finish = () => {
    stop();
    resolve(whole ?? gathered.take());
  };
  const lose = () => refuse(connectionLost());
  const refuse = (error: unknown) => {
    stop();
    request.pause();
    reject(error);
  };
  // At once rather than when the promise has settled: by then a request that has ended has closed, too.
  const stop = () => {
    clearTimeout(deadline);
    request.off('data', take).off('end', finish).off('error', lose).off('close', lose);
  };
  const deadline = setTimeout(() => refuse(tooSlow()), LONGEST_BODY_MS);
  request.on('data', take).on('end', finish).on('error', lose).on('close', lose);
  return promise;
}

/**
 * Sends 100 Continue to a client that waits for it before it sends the body, as curl does beyond 1 MiB.
 * [spec] RFC 9110 section 10.1.1: the expectation of an HTTP/1.0 request is ignored, as HTTP/1.0 has no interim responses.
 */
export function acceptBody({ request, response }: Pick<IncomingRequest, 'request' | 'response'>): void {
  const isExpected = request.headers.expect?.toLowerCase() === '100-continue' && request.httpVersion !== '1.0';
  if (isExpected) response.writeContinue();
}

/** @throws AppError `invalid-json` for bytes that aren't UTF-8 */
function decodeUtf8(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new AppError('invalid-json', 'The body is not UTF-8, as JSON has to be (RFC 8259); encode it as UTF-8.', {
      cause,
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid-json', `The body is not JSON (${where}); correct it there.`, { cause });
  }
}

function tooLarge(seen: string, { maxBytes, remedy }: BodyLimit): AppError {
  return new AppError(
    'body-too-large',
    `The body has ${seen}, more than the ${maxBytes} that are taken at once; ${remedy}.`,
  );
}

function connectionLost(): AppError {
  return new AppError('invalid-request', 'The connection was lost within the body; send it again.');
}

function tooSlow(): AppError {
  return new AppError('body-too-slow', `The body was not complete after ${LONGEST_BODY_MS / 1000} s; send it faster.`);
}
