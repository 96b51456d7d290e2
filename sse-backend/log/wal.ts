/** Pages (4 KiB) in the WAL from which on they are copied into the file. */
export const CHECKPOINT_PAGES = 1000;

/** From so many on the writer copies what is left by itself, so that the WAL is bounded should commits never pause. */
export const MOST_WAL_PAGES = 4 * CHECKPOINT_PAGES;

/** Bytes of the WAL's file from which on an operator is warned: after a burst it keeps up to 64 MiB (`journal_size_limit`). */
const LARGE_BYTES = 256 * 1024 * 1024;

/** Follows the size of the WAL's file, and warns once each time that it has become large. */
export class WalSize {
  readonly #onLarge: (bytes: number) => void;
  #bytes = 0;

  constructor(onLarge: (bytes: number) => void) {
    this.#onLarge = onLarge;
  }

  /** Bytes on disk; 0 in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  get isLarge(): boolean {
    return this.#bytes >= LARGE_BYTES;
  }

  see(bytes: number): void {
    const wasLarge = this.isLarge;
    this.#bytes = bytes;
    if (this.isLarge && !wasLarge) this.#onLarge(bytes);
  }
}
