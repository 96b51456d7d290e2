/** Where an import stands. Uploading comes before, which only who sends it sees. */
export type ImportPhase = 'queued' | 'processing' | 'done';

/** How an import ended; what it had stored by then stays. `failed`: the file could not be read on, `Reason` says why. */
export type ImportOutcome = 'completed' | 'cancelled' | 'failed';

/** What became of the rows so far: `Rows` is the sum of the others. */
export interface ImportTotals {
  readonly Rows: number;
  /** Stored for the first time. */
  readonly Accepted: number;
  /** Stored before, with the same content. */
  readonly Duplicates: number;
  readonly Rejected: number;
}

/** How far an import is: only what is on disk counts, so it never goes back. */
export interface ImportExtent extends ImportTotals {
  /** Bytes of the file whose rows are dealt with. */
  readonly Bytes: number;
  readonly TotalBytes: number;
  /** 0 to 100, with one decimal. */
  readonly Percent: number;
}

/** `event: progress`. The speed and the time left (s) are `null` while nobody knows. */
export interface ImportProgress extends ImportExtent {
  readonly Phase: Exclude<ImportPhase, 'done'>;
  readonly RowsPerSecond: number | null;
  readonly SecondsLeft: number | null;
  /** Why nothing moves for now, and what to do; such a progress has no id, and is not kept. */
  readonly Problem?: string;
}

/** `event: line-error`: one field of one line. Of an import the first thousand are told; all are in its `errors.csv`. */
export interface ImportLineError {
  /** The line of the file on which the row begins, from 1. */
  readonly Line: number;
  /** The column as the file names it; '' for the row as a whole. */
  readonly Column: string;
  /** The value seen, shortened; `null` where there was none. */
  readonly Value: string | null;
  readonly Reason: string;
  /** When it was found, RFC 3339. */
  readonly At: string;
}

/** `event: done`, the last one. */
export interface ImportDone extends ImportExtent {
  /** From the beginning of its processing, or 0 when it never began. */
  readonly Seconds: number;
  readonly Outcome: ImportOutcome;
  /** Only where it failed. */
  readonly Reason?: string;
}

/** `GET /api/imports/<id>`, and the items of `GET /api/imports`. Times are RFC 3339; what isn't so far is left out. */
export interface ImportState extends ImportExtent {
  readonly Id: string;
  /** The file's name, where it was given. */
  readonly File?: string;
  /** Who sent it. */
  readonly By: string;
  readonly CreatedAt: string;
  readonly StartedAt?: string;
  readonly EndedAt?: string;
  readonly Phase: ImportPhase;
  readonly Outcome?: ImportOutcome;
  readonly Reason?: string;
  readonly Problem?: string;
}
