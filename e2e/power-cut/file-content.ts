import type { SeededRandom } from '../seeded-random.ts';
import type { Operation } from './operations.ts';

/** What becomes of a write that no sync has covered: all, nothing, its first half or some of its sectors reach the disk. */
export type Fate = 'kept' | 'dropped' | 'halved' | 'torn';

/** The smallest part of a file that a disk writes whole. */
const SECTOR_BYTES = 512;

/** The bytes of a file. */
export class FileContent {
  #bytes = Buffer.alloc(0);
  #length = 0;

  /** The bytes, valid until the next change. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  clone(): FileContent {
    const clone = new FileContent();
    clone.#bytes = Buffer.from(this.bytes);
    clone.#length = this.#length;
    return clone;
  }

  /** Makes a write or truncation. */
  applyWhole({ kind, at, data }: Operation): void {
    if (kind === 'truncate') this.#truncate(at);
    else this.#write(data, at);
  }

  /** Makes as much of a write as its fate says; a truncation is made whole or not at all. */
  apply(operation: Operation, fate: Fate, random: SeededRandom): void {
    switch (fate) {
      case 'kept':
        this.applyWhole(operation);
        return;
      case 'dropped':
        return;
      case 'halved':
      case 'torn':
        if (operation.kind === 'write') this.#applyPart(operation, fate, random);
        else if (random.between(0, 1) === 1) this.applyWhole(operation);
    }
  }

  #applyPart({ at, data }: Operation, fate: 'halved' | 'torn', random: SeededRandom): void {
    if (fate === 'halved') {
      this.#write(data.subarray(0, data.length >> 1), at);
      return;
    }
    for (let start = 0; start < data.length;) {
      const end = start + SECTOR_BYTES - ((at + start) % SECTOR_BYTES);
      if (random.between(0, 1) === 1) this.#write(data.subarray(start, end), at + start);
      start = end;
    }
  }

  #write(data: Buffer, at: number): void {
    this.#reserve(at + data.length);
    data.copy(this.#bytes, at);
    this.#length = Math.max(this.#length, at + data.length);
  }

  #truncate(length: number): void {
    this.#reserve(length);
    this.#bytes.fill(0, Math.min(length, this.#length));
    this.#length = length;
  }

  /** What lies between the end and a later write reads as zeros. */
  #reserve(length: number): void {
    if (length <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(length, this.#bytes.length * 2));
    this.bytes.copy(larger);
    this.#bytes = larger;
  }
}
