import { AppError } from '../app-error.ts';
import { RESERVED_BYTES } from './disk-reserve.ts';

/** So many bytes of an upload are written between two looks at the disk, where others write too. */
const LOOK_EVERY_BYTES = 1024 * 1024;

/** Sees to it that uploads don't fill the disk on which the log is. */
export class UploadRoom {
  readonly #freeBytes: () => Promise<number>;
  /** What uploads under way have declared and not written yet. */
  #promisedBytes = 0;

  constructor(freeBytes: () => Promise<number>) {
    this.#freeBytes = freeBytes;
  }

  /** Promises room to an upload; `bytes` is 0 where nobody knows how long it will be. @throws AppError `no-room` */
  async promise(bytes: number): Promise<RoomPromise> {
    this.#promisedBytes += bytes;
    const promised = new RoomPromise(bytes, {
      take: (taken) => (this.#promisedBytes -= taken),
      look: () => this.#look(),
    });
    try {
      await this.#look();
      return promised;
    } catch (error) {
      promised.giveBack();
      throw error;
    }
  }

  async #look(): Promise<void> {
    const missing = this.#promisedBytes + RESERVED_BYTES - (await this.#freeBytes());
    if (missing > 0) throw noRoom(`${missing} bytes are missing`);
  }
}

/** The room of one upload. */
export class RoomPromise {
  readonly #disk: { take(bytes: number): void; look(): Promise<void> };
  #left: number;
  #unseen = 0;

  constructor(bytes: number, disk: { take(bytes: number): void; look(): Promise<void> }) {
    this.#left = bytes;
    this.#disk = disk;
  }

  /** So many bytes have been written. @throws AppError `no-room` when there is too little left */
  async use(bytes: number): Promise<void> {
    this.#take(Math.min(bytes, this.#left));
    this.#unseen += bytes;
    if (this.#unseen < LOOK_EVERY_BYTES) return;
    this.#unseen = 0;
    await this.#disk.look();
  }

  /** Nothing more is written. */
  giveBack(): void {
    this.#take(this.#left);
  }

  #take(bytes: number): void {
    this.#left -= bytes;
    this.#disk.take(bytes);
  }
}

/** The refusal of an upload for which there is no room. */
export function noRoom(why: string, options?: ErrorOptions): AppError {
  return new AppError(
    'no-room',
    `The file can't be taken: ${why} on the server's disk; free some room, or send a smaller file.`,
    options,
  );
}
