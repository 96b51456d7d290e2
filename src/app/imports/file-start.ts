import { firstInvalidByte } from '@contract/utf8';

import { IMPORTS_TEXT } from '../texts/imports';

/** The beginning of a file, as text. */
export interface FileStart {
  readonly text: string;
  /** Whether this is all of it. */
  readonly isWhole: boolean;
  /** Why it can't be read as text, and what to do; '' when it can. */
  readonly problem: string;
}

/** Enough for the header and the first rows, whatever stands in them: the longest cell is as long. */
const MOST_BYTES = 65_536;

const TEXT = IMPORTS_TEXT.problems;

/** Reads the first 64 KiB of a file. Never rejects. */
export async function readStart(file: File): Promise<FileStart> {
  const isWhole = file.size <= MOST_BYTES;
  try {
    const bytes = new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer());
    const text = new TextDecoder().decode(bytes, { stream: !isWhole });
    return { text, isWhole, problem: problemOf(bytes) };
  } catch {
    // [spec] File API, 6: a folder, and a file that was moved or changed since it was chosen, is a NotReadableError.
    return { text: '', isWhole, problem: TEXT.unreadable };
  }
}

function problemOf(bytes: Uint8Array): string {
  if (bytes.length === 0) return TEXT.empty;
  // UTF-16 and what is no text at all have NULs; the reader of the header has words of its own for them.
  if (bytes.includes(0)) return '';
  const offset = firstInvalidByte(bytes);
  return offset === undefined ? '' : TEXT.notUtf8(offset);
}
