import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * So many bytes go to the disk at a time. Without it two gigabytes would, at the end: the answer would take longer than proxies
 * wait, and a reading that is to be stored meanwhile as long.
 */
const SYNC_EVERY_BYTES = 8 * 1024 * 1024;

/** A file that is being received: its name has `.part` behind it until all of it is safely on disk. */
export class IncomingFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #bytes = 0;
  #unsynced = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /** Begins a file, which is its owner's alone. @throws an error of the file system, like everything here */
  static async create(path: string): Promise<IncomingFile> {
    return new IncomingFile(path, await open(`${path}.part`, 'wx', 0o600));
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  async write(bytes: Buffer): Promise<void> {
    await this.#handle.appendFile(bytes);
    this.#bytes += bytes.length;
    this.#unsynced += bytes.length;
    if (this.#unsynced < SYNC_EVERY_BYTES) return;
    this.#unsynced = 0;
    await this.#handle.datasync();
  }

  /** It is whole: after a power cut it is still there, under its name. */
  async keep(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(`${this.#path}.part`, this.#path);
    await syncFolder(dirname(this.#path));
  }

  /** It is not wanted, also where keeping it failed half-way. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(`${this.#path}.part`, { force: true });
    await rm(this.#path, { force: true });
  }
}

/** A new name is on disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  // Windows can't open a folder, and needs no such thing.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
