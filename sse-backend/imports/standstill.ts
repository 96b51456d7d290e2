import { AppError } from '../app-error.ts';

/** Why an import doesn't move, for whoever waits for it: an error itself says what to do to who could send it again. */
export function describeStandstill(error: unknown): string {
  switch (error instanceof AppError ? error.code : undefined) {
    case 'no-room':
      return "The server's disk is full, but for what is kept for readings; free some room, and it goes on by itself.";
    case 'server-clock-behind':
      return 'The server\'s clock seems to be behind: rows have times more than 5 minutes ahead of it. Set the clock of the server, or run "clock confirm" if it is right, and the import goes on by itself.';
    case 'storage-unavailable':
      return "The server's log can't be written to for now; it is tried again by itself.";
    default:
      return 'The import was interrupted by a fault of the server; it is tried again by itself.';
  }
}
