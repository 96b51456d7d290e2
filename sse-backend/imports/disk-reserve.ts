import { AppError } from '../app-error.ts';

/** Stays free on the disk: readings go on being stored while a file comes in, and while its rows do. */
export const RESERVED_BYTES = 16 * 1024 * 1024;

/** Batches that may be stored between two looks at the disk: with rows as long as they may be, some MB. */
const LOOK_EVERY_BATCHES = 40;

/** Keeps imports from filling the disk: then no reading could be stored any more, nor that the import was cancelled. */
export class DiskReserve {
  readonly #freeBytes: () => Promise<number>;
  #unseen = 0;

  constructor(freeBytes: () => Promise<number>) {
    this.#freeBytes = freeBytes;
  }

  /** @throws AppError `no-room` when only what is reserved is left */
  async look(): Promise<void> {
    this.#unseen = 0;
    if ((await this.#freeBytes()) >= RESERVED_BYTES) return;
    const reserve = `${RESERVED_BYTES / 1024 / 1024} MiB`;
    throw new AppError(
      'no-room',
      `Less than ${reserve} are free on the disk, which are kept for readings; free some room.`,
    );
  }

  /** A batch has been stored. @throws AppError like {@link look}, which it does now and then */
  async tookBatch(): Promise<void> {
    this.#unseen += 1;
    if (this.#unseen >= LOOK_EVERY_BATCHES) await this.look();
  }
}
