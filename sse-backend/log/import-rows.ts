import type { ImportRow, RowError } from '../contract/import-row.ts';

type Encoded =
  | readonly [line: number, record: string, name: string, temperature: string, rfid: string, takenAtMs: number | null]
  | readonly [line: number, record: string, errors: readonly RowError[]];

/** Rows as they go from thread to thread: JSON in UTF-8, without the names of what is in each. */
export function encodeRows(rows: readonly ImportRow[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(rows.map(encodeRow)));
}

/** The rows in what `encodeRows` made. */
export function decodeRows(bytes: Uint8Array): ImportRow[] {
  return (JSON.parse(new TextDecoder().decode(bytes)) as Encoded[]).map(decodeRow);
}

function encodeRow(row: ImportRow): Encoded {
  const { line, record } = row;
  if (row.kind === 'refused') return [line, record, row.errors];
  return [line, record, row.name, row.temperature, row.rfid, row.takenAtMs ?? null];
}

function decodeRow(encoded: Encoded): ImportRow {
  if (encoded.length === 3) {
    const [line, record, errors] = encoded;
    return { kind: 'refused', line, record, errors };
  }
  const [line, record, name, temperature, rfid, takenAtMs] = encoded;
  return { kind: 'good', line, record, name, temperature, rfid, takenAtMs: takenAtMs ?? undefined };
}
