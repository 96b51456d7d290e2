import { AppError } from '../app-error.ts';
import { acceptBody } from '../http/body.ts';
import type { Exchange } from '../http/exchange.ts';

/** How a body came to its end. `lost`: the connection broke, and its last bytes may be missing. */
export type BodyEnd = 'complete' | 'lost';

/**
 * Hands a body of any length to `take`, which gets everything that is here and is not called again before it has
 * resolved: meanwhile the next bytes gather, and the socket is held back once 64 KiB have.
 * @throws AppError `body-too-slow` after `idleMs` without a byte, and at once whatever `take` throws
 */
export function feedBody(exchange: Exchange, take: (bytes: Buffer) => Promise<void>, idleMs: number): Promise<BodyEnd> {
  const { request } = exchange;
  const { promise, resolve, reject } = Promise.withResolvers<BodyEnd>();
  let isTaking = false;
  let hasEnded = false;
  const pull = () => {
    if (isTaking) return;
    if (hasEnded) resolve('complete');
    // All that is here, not chunk by chunk: a client may send each line as a chunk, and a commit each would be slow.
    const bytes = request.read(request.readableLength) as Buffer | null;
    if (bytes === null) return;
    isTaking = true;
    take(bytes).then(() => {
      isTaking = false;
      idle.refresh();
      pull();
    }, reject);
  };
  const finish = () => {
    hasEnded = true;
    pull();
  };
  const lose = () => {
    if (!hasEnded) resolve('lost');
  };
  const idle = setTimeout(() => reject(tooSlow(idleMs)), idleMs);
  request.on('readable', pull).once('end', finish).once('error', lose).once('close', lose);
  acceptBody(exchange);
  return promise.finally(() => {
    clearTimeout(idle);
    request.off('readable', pull).off('end', finish).off('error', lose).off('close', lose);
  });
}

function tooSlow(idleMs: number): AppError {
  return new AppError('body-too-slow', `No byte came for ${idleMs / 1000} s; send the rest in a request of its own.`);
}
