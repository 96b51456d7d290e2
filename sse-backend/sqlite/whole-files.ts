import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LostFileError } from './file-identity.ts';
import { Wal } from './wal.ts';

/** Minimum bytes of a database's file and of its WAL. */
export interface FileLengths {
  readonly file: number;
  readonly wal: number;
}

// [spec] https://www.sqlite.org/fileformat2.html section 4.1
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * Checks that the files of a database are as long as SQLite has made them. SQLite doesn't notice when another program cuts its
 * WAL (`: > log.sqlite-wal`): it writes the next commit behind the hole, where no later start finds it, and a checkpoint then
 * copies the hole over the database.
 */
export class WholeFiles {
  /** `undefined` in memory. */
  readonly #path: string | undefined;
  readonly #pageBytes: number;
  readonly #pages: StatementSync;
  readonly #wal: Wal;
  /** Bytes of the file when the whole WAL had last been copied into it, or at the start; newer pages may be in the WAL only. */
  #fileBytes: number;

  constructor(database: DatabaseSync) {
    this.#path = database.location() ?? undefined;
    this.#pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
    this.#pages = database.prepare('PRAGMA page_count');
    this.#wal = new Wal(database);
    this.#fileBytes = this.#path === undefined ? 0 : statSync(this.#path).size;
  }

  /** Reads how long the files have to be, outside of a transaction. */
  lengths(): FileLengths {
    // Before the look at the WAL: pages that another process adds in between are not expected in the file yet.
    const pages = Number(this.#pages.get()?.['page_count']);
    const { log, checkpointed } = this.#wal.look();
    if (log === checkpointed) this.#fileBytes = pages * this.#pageBytes;
    const frames = log * (FRAME_HEADER_BYTES + this.#pageBytes);
    return { file: this.#fileBytes, wal: log > 0 ? WAL_HEADER_BYTES + frames : 0 };
  }

  /** @throws LostFileError when a file is shorter */
  expect({ file, wal }: FileLengths): void {
    if (this.#path === undefined) return;
    expectLength(this.#path, file);
    expectLength(`${this.#path}-wal`, wal);
  }
}

/** A file that is gone is no matter of its length. */
function expectLength(path: string, bytes: number): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? bytes;
  if (size >= bytes) return;
  throw new LostFileError(
    `Nothing is stored any more: ${path} was cut by another program to ${size} of its ${bytes} bytes, so what was stored last ` +
      'is lost; restart the server to go on with what is left, or restore a backup if it does not start.',
  );
}
