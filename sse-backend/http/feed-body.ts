import { AppError } from '../app-error.ts';
import { acceptBody } from './body.ts';
import { ByteGatherer, free } from './byte-gatherer.ts';
import type { RequestContext } from './request-context.ts';

/**
 * How a body came to its end. `lost`: the connection broke, and its last bytes may be missing; `unwelcome`: whoever sends it may
 * do so no longer.
 */
export type BodyEnd = 'complete' | 'lost' | 'unwelcome';

/** A request whose body may outlast the access that it came with. */
type BodyExchange = Pick<RequestContext, 'request' | 'response' | 'principal' | 'bodies'>;

/** What gathers while bytes are being taken; then the socket is held back. */
const MOST_GATHERED_BYTES = 64 * 1024;

/**
 * Hands a body of any length to `take`, which gets everything that is here, its until it resolves, and is not called again
 * before: meanwhile the next bytes gather, and the socket is held back once 64 KiB have.
 * @throws AppError `body-too-slow` after `idleMs` without a byte, `too-busy` when the bodies of all requests take too much
 * memory, and at once whatever `take` throws
 */
export function feedBody(
  context: BodyExchange,
  take: (bytes: Buffer) => Promise<void>,
  idleMs: number,
): Promise<BodyEnd> {
  const { request, principal, bodies } = context;
  // Its `close` has been emitted: the body would be waited for until it is too slow.
  if (request.destroyed) return Promise.resolve('lost');
  const { promise, resolve, reject } = Promise.withResolvers<BodyEnd>();
  const gathered = new ByteGatherer(bodies);
  let isTaking = false;
  let hasEnded = false;
  const pull = () => {
    if (isTaking) return;
    if (principal.expiry.hasEnded) {
      resolve('unwelcome');
      return;
    }
    if (gathered.length === 0) {
      if (hasEnded) resolve('complete');
      // An upload may be silent for minutes; meanwhile its memory is there for other bodies.
      gathered.release();
      return;
    }
    isTaking = true;
    const bytes = gathered.take();
    request.resume();
    take(bytes).then(() => {
      isTaking = false;
      gathered.giveBack(bytes);
      idle.refresh();
      pull();
    }, reject);
  };
  const gather = (piece: Buffer) => {
    // All that is here, not piece by piece: a client may send each line as a chunk, and a commit each would be slow.
    if (gathered.length === 0) process.nextTick(pull);
    try {
      gathered.add(piece);
    } catch (error) {
      request.pause();
      reject(error);
      return;
    }
    free(piece);
    if (gathered.length >= MOST_GATHERED_BYTES) request.pause();
  };
  const finish = () => {
    hasEnded = true;
    pull();
  };
  const lose = () => {
    if (!hasEnded) resolve('lost');
  };
  const idle = setTimeout(() => reject(tooSlow(idleMs)), idleMs);
  request.on('data', gather).once('end', finish).once('error', lose).once('close', lose);
  acceptBody(context);
  principal.expiry.onEnd(pull);
  return promise.finally(() => {
    clearTimeout(idle);
    principal.expiry.offEnd(pull);
    gathered.release();
    request.off('data', gather).off('end', finish).off('error', lose).off('close', lose);
  });
}

function tooSlow(idleMs: number): AppError {
  return new AppError('body-too-slow', `No byte came for ${idleMs / 1000} s; send the rest in a request of its own.`);
}
