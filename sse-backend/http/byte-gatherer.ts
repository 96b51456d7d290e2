/** What is first set aside for a body; most are smaller. */
const FIRST_BYTES = 4096;

const NONE = Buffer.alloc(0);

/**
 * Bytes that come in pieces, put together in one growing buffer. Pieces kept as they come would cost their sender a byte
 * each and us some hundred: a body of a megabyte in chunks of one byte was measured to take 276 MB.
 */
export class ByteGatherer {
  #bytes: Buffer<ArrayBuffer> = NONE;
  #spare: Buffer<ArrayBuffer> = NONE;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(piece: Buffer): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
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
}
