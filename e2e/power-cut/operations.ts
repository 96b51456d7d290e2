import { readFileSync } from 'node:fs';

// As in recorder/record.c.
const KINDS = [undefined, 'write', 'truncate', 'sync-begin', 'sync-end', 'create', 'unlink', 'rename', 'sent'] as const;

/** One recorded operation. */
export interface Operation {
  readonly kind: Exclude<(typeof KINDS)[number], undefined>;
  /** The file or folder; '' for what was sent. */
  readonly path: string;
  /** A write's offset, a new length, a sync's number or a TCP peer's port. */
  readonly at: number;
  /** What was written or sent; a rename's new path. */
  readonly data: Buffer;
}

const HEAD_BYTES = 24;

/** The operations that the recorder wrote into a file, in order. A last one that a kill cut short is left out. */
export function readOperations(file: string): Operation[] {
  const bytes = readFileSync(file);
  const operations: Operation[] = [];
  for (let start = 0; start + HEAD_BYTES <= bytes.length;) {
    const kind = KINDS[bytes.readUInt32LE(start)];
    if (kind === undefined) throw new Error(`No operation begins at byte ${start} of ${file}`);
    const pathEnd = start + HEAD_BYTES + bytes.readUInt32LE(start + 4);
    const end = pathEnd + Number(bytes.readBigUInt64LE(start + 16));
    if (end > bytes.length) break;
    const path = bytes.toString('utf8', start + HEAD_BYTES, pathEnd);
    const at = Number(bytes.readBigUInt64LE(start + 8));
    operations.push({ kind, path, at, data: bytes.subarray(pathEnd, end) });
    start = end;
  }
  return operations;
}
