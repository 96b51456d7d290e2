import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ImportOutcome, ImportPhase } from '../contract/import.ts';
import type { ImportJob, NewImport } from './import-shapes.ts';

/** An import with the numbers of its newest event and of the line-errors that are among them. */
export interface KeptImport extends ImportJob {
  readonly events: number;
  readonly errorsTold: number;
}

/** The rows of `imports`, read and written within the caller's transaction. */
export class ImportTable {
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #update: StatementSync;
  readonly #settle: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      `INSERT INTO imports (id, created_at, file_name, sent_by, total_bytes, columns, formats, header,
         phase, bytes, line, accepted, duplicates, rejected, events, errors_told)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, 1, 0, 0, 0, 0, 0) RETURNING *`,
    );
    this.#select = database.prepare('SELECT * FROM imports WHERE id = ?');
    this.#update = database.prepare(
      `UPDATE imports SET phase = ?, bytes = ?, line = ?, accepted = ?, duplicates = ?, rejected = ?,
         events = ?, errors_told = ?, started_at = ?, ended_at = ?, outcome = ?, reason = ? WHERE sequence = ?`,
    );
    this.#settle = database.prepare('UPDATE imports SET settled_at = ? WHERE sequence = ?');
  }

  /** Has retention begin for an import that is over. */
  settle({ sequence }: ImportJob, storedAt: number): void {
    this.#settle.run(storedAt, sequence);
  }

  add({ id, fileName, by, totalBytes, columns, formats, header }: NewImport, createdAt: number): ImportJob {
    return readImport(
      this.#insert.get(id, createdAt, fileName ?? null, by, totalBytes, columns, formats, header) ?? {},
    );
  }

  find(id: string): KeptImport | undefined {
    const row = this.#select.get(id);
    if (!row) return undefined;
    return { ...readImport(row), events: Number(row['events']), errorsTold: Number(row['errors_told']) };
  }

  /** Writes what changes in the course of an import. */
  keep(job: KeptImport): void {
    const { phase, place, accepted, duplicates, rejected, events, errorsTold } = job;
    const { startedAt = null, endedAt = null, outcome = null, reason = null } = job;
    const counts = [accepted, duplicates, rejected, events, errorsTold];
    this.#update.run(phase, place.bytes, place.line, ...counts, startedAt, endedAt, outcome, reason, job.sequence);
  }
}

/** An import in a row of the table. */
export function readImport(row: Readonly<Record<string, unknown>>): ImportJob {
  const numberIn = (column: string) => (row[column] as number | null) ?? undefined;
  const textIn = (column: string) => (row[column] as string | null) ?? undefined;
  return {
    id: String(row['id']),
    sequence: Number(row['sequence']),
    atMs: Number(row['created_at']),
    fileName: textIn('file_name'),
    by: String(row['sent_by']),
    totalBytes: Number(row['total_bytes']),
    columns: String(row['columns']),
    formats: String(row['formats']),
    header: String(row['header']),
    phase: row['phase'] as ImportPhase,
    place: { bytes: Number(row['bytes']), line: Number(row['line']) },
    accepted: Number(row['accepted']),
    duplicates: Number(row['duplicates']),
    rejected: Number(row['rejected']),
    startedAt: numberIn('started_at'),
    endedAt: numberIn('ended_at'),
    outcome: textIn('outcome') as ImportOutcome | undefined,
    reason: textIn('reason'),
  };
}
