import type { ImportStore } from '../log/import-store.ts';
import type { ImportFiles } from './import-files.ts';
import type { ImportQueue } from './import-queue.ts';

/** What the routes of imports lead to. */
export interface ImportParts {
  readonly book: Pick<
    ImportStore,
    'create' | 'find' | 'page' | 'unfinished' | 'eventsAfter' | 'refusedAfter' | 'onEvents'
  >;
  readonly files: Pick<ImportFiles, 'receive' | 'remove' | 'freeBytes'>;
  readonly queue: Pick<ImportQueue, 'wake' | 'cancel' | 'problemOf' | 'onProblem'>;
  /** Bytes of the largest file. */
  readonly maxUploadBytes: number;
}
