import { realpathSync, statSync, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What stands for a file as long as it is there. */
type FileIdentity = Pick<BigIntStats, 'dev' | 'ino'>;

/** Inodes may be larger than a number can hold exactly. */
const EXACT = { bigint: true } as const;

/** The path of an open file no longer leads to it, or another program has cut the file. */
export class LostFileError extends Error {
  override readonly name = 'LostFileError';
}

/**
 * Files that are open, each with the device and inode that its path led to when it was opened. What is written to a file that
 * was deleted or replaced since is lost when the server stops, and no write fails.
 *
 * It looks at paths only and never opens a file: closing any descriptor of a file drops all locks that SQLite holds on it.
 * [spec] https://www.sqlite.org/howtocorrupt.html section 2.2
 */
export class OpenFiles {
  readonly #identities: ReadonlyMap<string, FileIdentity>;

  /** Reads what the paths lead to now, so the files have to be open. @throws an error of the file system */
  constructor(paths: readonly string[]) {
    this.#identities = new Map(paths.map((path) => [path, statSync(path, EXACT)]));
  }

  /** @throws LostFileError when a path leads to another file, or to none */
  expectInPlace(): void {
    for (const [path, identity] of this.#identities) {
      try {
        expectSame(path, identity, statSync(path, EXACT));
      } catch (error) {
        throw asLost(path, error);
      }
    }
  }

  /** Does the same without blocking the thread; resolves with the bytes of each file, in the order of the paths. */
  async sizes(): Promise<number[]> {
    const sizes: number[] = [];
    for (const [path, identity] of this.#identities) {
      try {
        const found = await stat(path, EXACT);
        expectSame(path, identity, found);
        sizes.push(Number(found.size));
      } catch (error) {
        throw asLost(path, error);
      }
    }
    return sizes;
  }
}

/** The files of an open SQLite database in WAL mode: itself, its WAL, and the WAL's index, which stand where a link leads to. */
export function filesOfDatabase(file: string): readonly [file: string, wal: string, index: string] {
  const real = realpathSync(file);
  return [file, `${real}-wal`, `${real}-shm`];
}

function expectSame(path: string, { dev, ino }: FileIdentity, found: FileIdentity): void {
  if (found.dev !== dev || found.ino !== ino) throw notInPlace(path, 'another file is there');
}

function asLost(path: string, error: unknown): LostFileError {
  if (error instanceof LostFileError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : String(error);
  return notInPlace(path, code === 'ENOENT' ? 'no file is there' : String(code), { cause: error });
}

function notInPlace(path: string, why: string, options?: ErrorOptions): LostFileError {
  return new LostFileError(
    `Nothing is stored any more: ${path} is not the file that the server has open (${why}); ` +
      'move that file back, or restart the server to go on with what is there now.',
    options,
  );
}
