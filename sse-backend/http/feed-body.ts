import { AppError } from '../app-error.ts';
import { acceptBody } from './body.ts';
import { ByteGatherer } from './byte-gatherer.ts';
import type { Exchange } from './exchange.ts';

/**
 * How a body came to its end. `lost`: the connection broke, and its last bytes may be missing; `unwelcome`: whoever sends it may
 * do so no longer.
 */
export type BodyEnd = 'complete' | 'lost' | 'unwelcome';

/** A request whose body may outlast the access that it came with. */
type BodyExchange = Pick<Exchange, 'request' | 'response' | 'principal'>;

/** What gathers while bytes are being taken; then the socket is held back. */
const MOST_GATHERED_BYTES = 64 * 1024;

/**
 * Hands a body of any length to `take`, which gets everything that is here, its until it resolves, and is not called again
 * before: meanwhile the next bytes gather, and the socket is held back once 64 KiB have.
 * @throws AppError `body-too-slow` after `idleMs` without a byte, and at once whatever `take` throws
 */
export function feedBody(
  exchange: BodyExchange,
  take: (bytes: Buffer) => Promise<void>,
  idleMs: number,
): Promise<BodyEnd> {
  const { request, principal } = exchange;
  const { promise, resolve, reject } = Promise.withResolvers<BodyEnd>();
  const gathered = new ByteGatherer();
  let isTaking = false;
  let hasEnded = false;
  const pull = () => {
    if (isTaking) return;
    if (principal.lease.isOver) {
      resolve('unwelcome');
      return;
    }
    if (gathered.length === 0) {
      if (hasEnded) resolve('complete');
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
    gathered.add(piece);
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
  acceptBody(exchange);
  principal.lease.onOver(pull);
  return promise.finally(() => {
    clearTimeout(idle);
    principal.lease.offOver(pull);
    request.off('data', gather).off('end', finish).off('error', lose).off('close', lose);
  });
}

/**
 * A piece of a body has memory of its own, which V8 cleans up only when some 64 MiB of it have come together: a large upload
 * would add that to the server's memory.
 */
function free({ buffer, byteOffset, byteLength }: Buffer): void {
  const isItsOwn = buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength;
  if (isItsOwn) buffer.transfer(0);
}

function tooSlow(idleMs: number): AppError {
  return new AppError('body-too-slow', `No byte came for ${idleMs / 1000} s; send the rest in a request of its own.`);
}
