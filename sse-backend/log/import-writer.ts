import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { describeFieldError } from '../contract/field-error.ts';
import { conflictError } from './conflict-error.ts';
import type { CommitBuilder } from './commit-builder.ts';
import { decodeRows } from './import-rows.ts';
import type { ImportRow, RowError } from '../contract/import-row.ts';
import type { BatchOutcome, ImportBatch, ImportEnd, ImportJob, NewImport } from './import-shapes.ts';
import { ImportStory } from './import-story.ts';
import { ImportTable, type KeptImport } from './import-table.ts';
import type { ReadingWriter } from './reading-writer.ts';
import type { AppendOutcome, NewReading } from './shapes.ts';

type GoodRow = Extract<ImportRow, { kind: 'good' }>;

/** Writes imports within the caller's transaction: rows, the place in the file, counts and events together. */
export class ImportWriter {
  readonly #table: ImportTable;
  readonly #story: ImportStory;
  readonly #readings: ReadingWriter;
  readonly #refuse: StatementSync;

  /** `elapsedMs`: ms from any beginning, which nobody can set. */
  constructor(database: DatabaseSync, readings: ReadingWriter, elapsedMs: () => number) {
    this.#table = new ImportTable(database);
    this.#story = new ImportStory(database, elapsedMs);
    this.#readings = readings;
    this.#refuse = database.prepare('INSERT INTO import_refused VALUES (?, ?, ?, ?, ?)');
  }

  create(job: NewImport, builder: CommitBuilder): ImportJob {
    const created = this.#table.add(job, builder.arrivedAt);
    this.#table.keep(this.#story.tellProgress({ ...created, events: 0, errorsTold: 0 }, builder));
    return created;
  }

  begin(id: string, builder: CommitBuilder): undefined {
    const job = this.#table.find(id);
    if (job?.phase !== 'queued') return;
    this.#table.keep(this.#story.tellProgress({ ...job, phase: 'processing', startedAt: builder.arrivedAt }, builder));
  }

  append(batch: ImportBatch, builder: CommitBuilder): BatchOutcome {
    const found = this.#table.find(batch.id);
    if (!found || found.phase === 'done' || found.place.bytes !== batch.from) return 'stale';
    const rows = decodeRows(batch.rows);
    const good = rows.filter((row) => row.kind === 'good');
    const outcomes = this.#readings.append({ readings: good.map(toReading), mode: 'each' }, builder);
    const count = (kind: AppendOutcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
    const accepted = found.accepted + count('stored');
    const duplicates = found.duplicates + count('repeated');
    const conflicts = conflictsIn(good, outcomes, batch, builder);
    let job: KeptImport = { ...found, place: batch.to, accepted, duplicates };
    for (const row of rows) {
      const errors = row.kind === 'refused' ? row.errors : conflicts.get(row);
      if (errors) job = this.#refuseRow(job, row, errors, builder);
    }
    this.#table.keep(this.#story.tellProgressIfDue(job, builder));
    return 'stored';
  }

  /** `false` when it was over before, or is unknown. */
  end(id: string, end: ImportEnd, builder: CommitBuilder): boolean {
    const job = this.#table.find(id);
    if (!job || job.phase === 'done') return false;
    const { outcome, reason } = end;
    const ended: KeptImport = { ...job, phase: 'done', endedAt: builder.arrivedAt, outcome, reason };
    this.#table.keep(this.#story.tellDone(ended, end, builder));
    this.#table.settle(job, builder.storedAt);
    return true;
  }

  /** After a rollback. */
  forget(): void {
    this.#story.forget();
  }

  #refuseRow(
    job: KeptImport,
    { line, record }: ImportRow,
    errors: readonly RowError[],
    builder: CommitBuilder,
  ): KeptImport {
    const rejected = job.rejected + 1;
    const reason = errors
      .map(({ column, ...error }) => `${describeFieldError({ field: column, ...error })}.`)
      .join(' ');
    this.#refuse.run(job.sequence, rejected, line, record, reason);
    return this.#story.tellErrors({ ...job, rejected }, line, errors, builder);
  }
}

function toReading({ name, temperature, rfid, takenAtMs }: GoodRow): NewReading {
  return { type: 'backfill', name, temperature, rfid, takenAtMs };
}

/** Those of the rows whose identity is taken by another content, and in which column. */
function conflictsIn(
  rows: readonly GoodRow[],
  outcomes: readonly AppendOutcome[],
  { columns }: ImportBatch,
  builder: CommitBuilder,
): ReadonlyMap<ImportRow, readonly RowError[]> {
  const conflicts = new Map<ImportRow, readonly RowError[]>();
  for (const [index, row] of rows.entries()) {
    const outcome = outcomes[index];
    if (outcome?.kind !== 'conflict') continue;
    const { reason } = conflictError(row, outcome, builder);
    conflicts.set(row, [{ column: columns[outcome.field], value: row[outcome.field], reason }]);
  }
  return conflicts;
}
