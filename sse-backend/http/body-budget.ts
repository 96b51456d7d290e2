import { AppError } from '../app-error.ts';

/** Maximum memory of all bodies being gathered. Without it, 600 slow bodies of 1 MiB took 700 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The memory that the bodies of all requests to one server share while they are gathered. */
export class BodyBudget {
  readonly #maxBytes: number;
  #usedBytes = 0;

  /** @param largestBodyBytes Maximum size of one body; it always fits, with what its buffer takes while it grows. */
  constructor(largestBodyBytes = 0) {
    this.#maxBytes = Math.max(MAX_BYTES, 2 * largestBodyBytes);
  }

  /** Memory in use now, in bytes. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Adds to the memory in use. @throws AppError `too-busy` when it would be more than all bodies may have */
  reserve(bytes: number): void {
    if (this.#usedBytes + bytes > this.#maxBytes) throw tooBusy(this.#usedBytes);
    this.#usedBytes += bytes;
  }

  /** Gives memory back that was reserved. */
  release(bytes: number): void {
    this.#usedBytes -= bytes;
  }
}

function tooBusy(usedBytes: number): AppError {
  return new AppError(
    'too-busy',
    `The bodies of all requests already take ${usedBytes} bytes of memory, and this one needs more than is left; send it again ` +
      'in a moment.',
  );
}
