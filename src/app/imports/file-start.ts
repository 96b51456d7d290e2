import { CsvText, TextError, whyNotText } from '@contract/csv-text';

import { IMPORTS_TEXT } from '../messages/imports';

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
    return bytes.length === 0 ? { text: '', isWhole, problem: TEXT.empty } : decode(bytes, isWhole);
  } catch {
    // [spec] File API, 6: a folder, and a file that was moved or changed since it was chosen, is a NotReadableError.
    return { text: '', isWhole, problem: TEXT.unreadable };
  }
}

/** By the decoder of the server, and in its words. */
function decode(bytes: Uint8Array, isWhole: boolean): FileStart {
  const decoder = new CsvText();
  let text = '';
  try {
    text = decoder.push(bytes);
    // What is wrong behind the text that was given.
    decoder.push(new Uint8Array());
    if (isWhole) decoder.end();
    return { text, isWhole, problem: '' };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    // What is before a bad byte may show what the file is.
    return { text, isWhole, problem: whyNotText(text) === undefined ? error.message : '' };
  }
}
