import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ImportDone, ImportLineError, ImportProgress } from '../contract/import.ts';
import { formatInstant } from '../contract/instant.ts';
import type { CommitBuilder } from './commit-builder.ts';
import { extentOf } from './import-extent.ts';
import { ImportPace } from './import-pace.ts';
import type { RowError } from '../contract/import-row.ts';
import type { ImportEnd, ImportEvent } from './import-shapes.ts';
import type { KeptImport } from './import-table.ts';

/** Line-errors that an import tells as events; whoever wants more reads them as a file. */
const MOST_ERRORS_TOLD = 1000;

/** What an import tells of itself: events of its own, stored in the transaction that does what they tell. */
export class ImportStory {
  readonly #insert: StatementSync;
  readonly #pace: ImportPace;

  constructor(database: DatabaseSync, elapsedMs: () => number) {
    this.#insert = database.prepare('INSERT INTO import_events VALUES (?, ?, ?, ?)');
    this.#pace = new ImportPace(elapsedMs);
  }

  /** Each of these gives the import with the event's number. */
  tellProgress(job: KeptImport, builder: CommitBuilder): KeptImport {
    const speed = this.#pace.tell(job);
    const isMoving = speed !== undefined && speed.bytesPerSecond > 0;
    const progress: ImportProgress = {
      Phase: job.phase === 'queued' ? 'queued' : 'processing',
      ...extentOf(job),
      RowsPerSecond: speed ? Math.round(speed.rowsPerSecond) : null,
      SecondsLeft: isMoving ? Math.ceil((job.totalBytes - job.place.bytes) / speed.bytesPerSecond) : null,
    };
    return this.#tell(job, 'progress', progress, builder);
  }

  /** The same, where the last time is long enough ago. */
  tellProgressIfDue(job: KeptImport, builder: CommitBuilder): KeptImport {
    return this.#pace.isDue ? this.tellProgress(job, builder) : job;
  }

  tellErrors(job: KeptImport, line: number, errors: readonly RowError[], builder: CommitBuilder): KeptImport {
    let told = job;
    for (const { column, value, reason } of errors.slice(0, MOST_ERRORS_TOLD - job.errorsTold)) {
      const At = formatInstant(builder.arrivedAt);
      const error: ImportLineError = { Line: line, Column: column, Value: value, Reason: reason, At };
      told = this.#tell({ ...told, errorsTold: told.errorsTold + 1 }, 'line-error', error, builder);
    }
    return told;
  }

  tellDone(job: KeptImport, { outcome, reason }: ImportEnd, builder: CommitBuilder): KeptImport {
    const done: ImportDone = {
      ...extentOf(job),
      // The clock may have been set back.
      Seconds: Math.max(0, builder.arrivedAt - (job.startedAt ?? builder.arrivedAt)) / 1000,
      Outcome: outcome,
      ...(reason === undefined ? {} : { Reason: reason }),
    };
    return this.#tell(job, 'done', done, builder);
  }

  /** After a rollback. */
  forget(): void {
    this.#pace.forget();
  }

  #tell(job: KeptImport, type: ImportEvent['type'], data: object, builder: CommitBuilder): KeptImport {
    const number = job.events + 1;
    this.#insert.run(job.sequence, number, type, JSON.stringify(data));
    builder.told.add(job.id);
    return { ...job, events: number };
  }
}
