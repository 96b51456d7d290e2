import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../app-error.ts';
import { makePrivateFolder, unusableFolder } from '../sqlite/private-files.ts';
import { StartError } from '../start-error.ts';
import { IncomingFile } from './incoming-file.ts';

/** The files here that are ours; what else somebody put there is left alone. */
const FILE_NAME = /^([a-z][a-z0-9]{9})\.csv(\.part)?$/;

/** The folder with the files of imports that are not over. */
export class ImportFiles {
  readonly #folder: string;
  readonly #isTemporary: boolean;

  private constructor(folder: string, isTemporary: boolean) {
    this.#folder = folder;
    this.#isTemporary = isTemporary;
  }

  /** Opens a folder, making it if it isn't there; for `:memory:` it is one that goes when it is closed. @throws StartError */
  static open(folder: string): ImportFiles {
    if (folder === ':memory:') return new ImportFiles(makeTemporary(), true);
    makePrivateFolder(folder);
    refuseUnusable(folder);
    return new ImportFiles(folder, false);
  }

  /** Where the file of an import is. */
  pathOf(id: string): string {
    return join(this.#folder, `${id}.csv`);
  }

  /** Begins to receive the file of an import. @throws AppError `no-room` or `storage-unavailable` */
  receive(id: string): Promise<IncomingFile> {
    return this.#inFolder(() => IncomingFile.create(this.pathOf(id)));
  }

  /** Bytes that can still be written on the folder's disk. @throws AppError `storage-unavailable`, when it is gone for example */
  freeBytes(): Promise<number> {
    return this.#inFolder(async () => {
      const { bavail, bsize } = await statfs(this.#folder);
      return bavail * bsize;
    });
  }

  /** Removes the file of an import, if it is there. */
  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  /** Removes all files but those of some imports: what was being received when the server ended, too. */
  async keepOnly(ids: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const [, id, part] = FILE_NAME.exec(name) ?? [];
      if (id === undefined || (part === undefined && ids.has(id))) continue;
      await rm(join(this.#folder, name), { force: true });
    }
  }

  async #inFolder<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
      if (typeof code !== 'string') throw cause;
      const isFull = code === 'ENOSPC' || code === 'EDQUOT';
      throw new AppError(
        isFull ? 'no-room' : 'storage-unavailable',
        `The folder for files to import, ${this.#folder}, can't be used (${code}); ` +
          (isFull
            ? 'free some room, then send the file again.'
            : 'put it back or restart the server, then send it again.'),
        { cause },
      );
    }
  }

  /** Nothing is received or read any more. */
  close(): void {
    if (this.#isTemporary) rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** @throws StartError */
function makeTemporary(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'vitalwire-imports-'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`There is no folder for files to import (${why}); let TMPDIR name one that is there.`, {
      cause,
    });
  }
}

/** One that somebody else made, say by starting the server as root once, would be noticed by the first upload only. */
function refuseUnusable(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unusableFolder(folder, cause);
  }
}
