import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Rows a step: refused ones may be long. */
const STEP_ROWS = 200;

/** Removes imports that ended long ago, with all they had to tell, in small steps within the caller's transaction. */
export class ImportTrimmer {
  readonly #endedBefore: StatementSync;
  readonly #deleteParts: readonly StatementSync[];
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync) {
    this.#endedBefore = database.prepare(
      'SELECT sequence FROM imports WHERE settled_at < ? ORDER BY settled_at LIMIT 1',
    );
    this.#deleteParts = ['import_refused', 'import_events'].map((table) => {
      const rows = `SELECT number FROM ${table} WHERE import = ? ORDER BY number LIMIT ${STEP_ROWS}`;
      return database.prepare(`DELETE FROM ${table} WHERE import = ? AND number IN (${rows})`);
    });
    this.#delete = database.prepare('DELETE FROM imports WHERE sequence = ?');
  }

  /** Whether {@link trim} would find something to remove. */
  isDue(cutoff: number): boolean {
    return this.#endedBefore.get(cutoff) !== undefined;
  }

  /** One step towards keeping no import whose end was stored before `cutoff`, ms since 1970. One that runs stays. */
  trim(cutoff: number): void {
    const found = this.#endedBefore.get(cutoff);
    if (!found) return;
    const sequence = Number(found['sequence']);
    // The import itself last, or nothing would lead to the rest after a restart.
    const isEmptied = this.#deleteParts.every((part) => Number(part.run(sequence, sequence).changes) < STEP_ROWS);
    if (isEmptied) this.#delete.run(sequence);
  }
}
