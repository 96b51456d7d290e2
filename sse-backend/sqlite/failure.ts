import { AppError } from '../app-error.ts';
import { StartError } from '../start-error.ts';
import { LostFileError } from './file-identity.ts';

/** An error that can travel between threads, by kind: `full`, `storage` and `lost` are the disk's, `start` ends the program. */
export interface Failure {
  readonly kind: 'full' | 'storage' | 'lost' | 'start' | 'bug';
  readonly message: string;
}

// [spec] https://www.sqlite.org/rescode.html: the primary result code is the low byte.
const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** Sorts an error by what its receiver can do about it. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: 'bug', message: String(error) };
  if (error instanceof LostFileError) return { kind: 'lost', message: error.message };
  if (resultCode(error) === undefined) return { kind: 'bug', message: error.stack ?? error.message };
  return { kind: resultCode(error) === SQLITE_FULL ? 'full' : 'storage', message: error.message };
}

/** What to throw for a failure of the file that `owner` keeps: `The log`. */
export function failureError({ kind, message }: Failure, owner: string): Error {
  switch (kind) {
    case 'full':
      return new AppError(
        'no-room',
        `Nothing was stored (${message}): the disk is full; free some room and send it again.`,
      );
    case 'storage':
      return new AppError('storage-unavailable', `${owner}'s file can't be used now (${message}); try again later.`);
    case 'lost':
      return new AppError('storage-unavailable', message);
    case 'start':
      return new StartError(message);
    case 'bug':
      return new Error(`${owner} failed: ${message}`);
  }
}

/** Whether another process holds the file. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === SQLITE_BUSY;
}

/** What SQLite says; `undefined` when the error isn't SQLite's. */
function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
}
