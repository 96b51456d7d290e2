import type { BodyBudget } from './body-budget.ts';

/** Size of the first buffer of a body; most bodies are smaller. */
const FIRST_BYTES = 4096;

const NONE = Buffer.alloc(0);

/**
 * Bytes that come in pieces, put together in one growing buffer. Pieces kept as they come would cost their sender a byte
 * each and us some hundred: a body of a megabyte in chunks of one byte was measured to take 276 MB.
 */
export class ByteGatherer {
  readonly #budget: BodyBudget;
  #bytes: Buffer<ArrayBuffer> = NONE;
  #spare: Buffer<ArrayBuffer> = NONE;
  #length = 0;
  #reservedBytes = 0;

  /** The memory of its buffers counts in `budget` until {@link release}. */
  constructor(budget: BodyBudget) {
    this.#budget = budget;
  }

  get length(): number {
    return this.#length;
  }

  /** @throws AppError `too-busy` when there is no memory left for it */
  add(piece: Buffer): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const size = Math.max(FIRST_BYTES, 2 ** Math.ceil(Math.log2(length)));
      this.#reserve(size - this.#bytes.length);
      const larger = Buffer.allocUnsafeSlow(size);
      this.#bytes.copy(larger, 0, 0, this.#length);
      free(this.#bytes);
      this.#bytes = larger;
    }
    piece.copy(this.#bytes, this.#length);
    this.#length = length;
  }

  /** Gives what has been gathered, and begins anew. */
  take(): Buffer<ArrayBuffer> {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = this.#spare;
    this.#spare = NONE;
    this.#length = 0;
    return taken;
  }

  /** Takes back what {@link take} gave, once nobody needs it: made anew each time, it would be most of what a long upload leaves to be cleaned up. */
  giveBack(taken: Buffer<ArrayBuffer>): void {
    this.#spare = Buffer.from(taken.buffer, taken.byteOffset);
  }

  /** Frees its buffers. What {@link take} gave must not be in use any more. */
  release(): void {
    // As with most bodies, which come in one piece and were never put together.
    if (this.#reservedBytes === 0) return;
    for (const buffer of [this.#bytes, this.#spare]) free(buffer);
    this.#bytes = this.#spare = NONE;
    this.#length = 0;
    this.#budget.release(this.#reservedBytes);
    this.#reservedBytes = 0;
  }

  #reserve(bytes: number): void {
    this.#budget.reserve(bytes);
    this.#reservedBytes += bytes;
  }
}

/**
 * Frees the memory of a buffer that nothing else uses. V8 would free it only when some 64 MiB of such buffers have come
 * together: a large upload would add that to the server's memory.
 */
export function free({ buffer, byteOffset, byteLength }: Buffer): void {
  const isItsOwn =
    buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength && byteLength > 0;
  if (isItsOwn) buffer.transfer(0);
}
