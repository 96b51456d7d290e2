import { firstInvalidByte } from './utf8.ts';

/** A file's bytes are not text in UTF-8. */
export class TextError extends Error {
  override readonly name = 'TextError';
}

/** Characters in which a file shows what it is. */
const SAMPLE = 1000;

/**
 * A byte order mark, or every other byte of what begins with ASCII. Only there: in many a binary file most bytes are zero. Decoded
 * leniently, as the page does, the mark is two U+FFFD.
 */
const UTF_16_START = /^(?:\xff\xfe|\xfe\xff|(?:\ufffd\ufffd)?(?:(?:[^\0]\0){3}|(?:\0[^\0]){3}))/;

const NO_TEXT = 'the file is no text: there are control characters in it; send a CSV file in UTF-8.';

const SAVE_AS_UTF8 = 'save it as "CSV UTF-8" and send that';

/** Decodes a file that comes in pieces, cut anywhere. A byte order mark is kept, so that bytes can be counted by the text. */
export class CsvText {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** The beginning of a character that the end of a piece cut, and where in the file it stands. */
  #cut: Uint8Array = new Uint8Array();
  #at: number;
  #error: TextError | undefined;

  /** `at`: the byte of the file at which the first piece begins. */
  constructor(at = 0) {
    this.#at = at;
  }

  /** The text so far. @throws TextError once all text before the first bad byte has been given, with that byte's offset */
  push(bytes: Uint8Array): string {
    if (this.#error) throw this.#error;
    const all = joined(this.#cut, bytes);
    const whole = all.subarray(0, all.length - lengthOfCut(all));
    this.#cut = all.slice(whole.length);
    const text = this.#decode(whole);
    this.#at += whole.length;
    return text;
  }

  /** @throws TextError where the text ends within a character */
  end(): void {
    if (this.#error) throw this.#error;
    if (this.#cut.length > 0) throw badByte(this.#cut, 0, this.#at);
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      // What is cut off at the end is invalid too: more was pushed, and didn't continue it.
      const invalid = firstInvalidByte(bytes) ?? bytes.length - lengthOfCut(bytes);
      this.#error = badByte(bytes, invalid, this.#at);
      if (invalid === 0) throw this.#error;
      return this.#decoder.decode(bytes.subarray(0, invalid));
    }
  }
}

/**
 * Why a file can't be a CSV in UTF-8, by its beginning: text, or one character a byte where it couldn't be decoded.
 * `undefined` where it can.
 */
export function whyNotText(start: string): string | undefined {
  const sample = start.slice(0, SAMPLE);
  if (sample.startsWith('PK\u0003\u0004'))
    return `the file is a workbook or another archive, no text; ${SAVE_AS_UTF8}.`;
  if (UTF_16_START.test(sample)) return `the file is UTF-16, not UTF-8; ${SAVE_AS_UTF8}.`;
  // In a row below the first line it is that row's fault, which is refused with its line. A 0x1A may end a file.
  if (/^[^\r\n]*[\u0000-\u0008\u000b\u000c\u000e-\u0019\u001b-\u001f\u007f]/.test(sample)) return NO_TEXT;
  return undefined;
}

function badByte(bytes: Uint8Array, index: number, at: number): TextError {
  // Where there is text before it, who reads that can see what the file is.
  const reason = at + index === 0 ? whyNotTextAtAll(String.fromCharCode(...bytes.subarray(0, SAMPLE))) : undefined;
  const byte = (bytes[index] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const offset = (at + index).toLocaleString('en');
  return new TextError(capitalised(reason ?? `byte ${offset} (0x${byte}) is not UTF-8; ${SAVE_AS_UTF8}.`));
}

/** Of a file that does not even begin with a character, a NUL anywhere says that it is none. */
function whyNotTextAtAll(start: string): string | undefined {
  return whyNotText(start) ?? (start.includes('\0') ? NO_TEXT : undefined);
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function joined(start: Uint8Array, rest: Uint8Array): Uint8Array {
  if (start.length === 0) return rest;
  const all = new Uint8Array(start.length + rest.length);
  all.set(start);
  all.set(rest, start.length);
  return all;
}

/** Bytes at the end that begin a character whose rest is missing. [spec] RFC 3629 section 3 */
function lengthOfCut(bytes: Uint8Array): number {
  for (let length = 1; length <= 3; length += 1) {
    const byte = bytes[bytes.length - length] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length < needed ? length : 0;
  }
  return 0;
}
