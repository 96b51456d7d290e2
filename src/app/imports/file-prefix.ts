import { CsvText, TextError, whyNotText } from '@contract/csv-text';

import { IMPORTS_TEXT } from '../messages/imports';

/** The first 64 KiB of a file as text. */
export interface FilePrefix {
  readonly text: string;
  /** Whether this is the whole file. */
  readonly isWhole: boolean;
  /** Why the text can't be read and what to do; '' if it can. */
  readonly problem: string;
}

/** Maximum number of bytes to read: the length of the longest cell that the server accepts. */
const MAX_BYTES = 65_536;

const TEXT = IMPORTS_TEXT.problems;

/** Reads the first 64 KiB of a file. Never rejects. */
export async function readFilePrefix(file: File): Promise<FilePrefix> {
  const isWhole = file.size <= MAX_BYTES;
  try {
    const bytes = new Uint8Array(await file.slice(0, MAX_BYTES).arrayBuffer());
    return bytes.length === 0 ? { text: '', isWhole, problem: TEXT.empty } : decode(bytes, isWhole);
  } catch {
    // [spec] File API, 6: a folder, and a file that was moved or changed since it was chosen, is a NotReadableError.
    return { text: '', isWhole, problem: TEXT.unreadable };
  }
}

/** Uses the server's decoder, so that errors have the same text. */
function decode(bytes: Uint8Array, isWhole: boolean): FilePrefix {
  const decoder = new CsvText();
  let text = '';
  try {
    text = decoder.push(bytes);
    // Throws the error that follows the decoded text, if there is one.
    decoder.push(new Uint8Array());
    if (isWhole) decoder.end();
    return { text, isWhole, problem: '' };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    // The text before an invalid byte may show that the file is no text at all.
    return { text, isWhole, problem: whyNotText(text) === undefined ? error.message : '' };
  }
}
