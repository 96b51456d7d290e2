import { AppError } from '../app-error.ts';
import { StartError } from '../start-error.ts';

/** An error that can travel between threads, by kind: `full` and `storage` are the disk's, `start` ends the program. */
export interface Failure {
  readonly kind: 'full' | 'storage' | 'start' | 'bug';
  readonly message: string;
}

// [spec] https://www.sqlite.org/rescode.html: the primary result code is the low byte.
const SQLITE_FULL = 13;

/** Sorts an error by what its receiver can do about it. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: 'bug', message: String(error) };
  if (!('errcode' in error)) return { kind: 'bug', message: error.stack ?? error.message };
  const isFull = (Number(error.errcode) & 0xff) === SQLITE_FULL;
  return { kind: isFull ? 'full' : 'storage', message: error.message };
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
    case 'start':
      return new StartError(message);
    case 'bug':
      return new Error(`${owner} failed: ${message}`);
  }
}
