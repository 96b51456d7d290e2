import { AppError } from '../app-error.ts';
import type { ColumnNames } from '../contract/csv-columns.ts';
import { readHead } from '../contract/csv-head.ts';
import { CsvError } from '../contract/csv-reader.ts';
import { CsvText, TextError } from '../contract/csv-text.ts';

/**
 * Characters up to the header's end; what is longer is none. Without the bound, a file without a line end would be gathered
 * in memory, one of line ends that come byte by byte would be read again for each, and a list of imports, which has each
 * one's header, would be huge.
 */
const LONGEST_HEAD = 16 * 1024;

/** The beginning of a file that is being received: read as soon as it is there, so that what is no CSV is refused at once. */
export class UploadHead {
  readonly #columns: ColumnNames;
  readonly #decoder = new CsvText();
  #text = '';
  #header: string | undefined;

  constructor(columns: ColumnNames) {
    this.#columns = columns;
  }

  /** The next bytes of the file. @throws AppError `invalid-csv` */
  push(bytes: Buffer): void {
    if (this.#header !== undefined) return;
    refusing(() => {
      const more = this.#decoder.push(bytes);
      this.#text += more;
      // The decoder gives what is before a bad byte first.
      this.#decoder.push(Buffer.alloc(0));
      // Only a line end can complete it: of whoever sends byte by byte, not all is read again for each.
      if (/[\r\n]/.test(more) || this.#text.length > LONGEST_HEAD) this.#read('more may come');
    });
    // Once the header is found, the text is let go.
    if (this.#text.length > LONGEST_HEAD) throw endless();
  }

  /** The header as the file has it, line end excluded, once all of the file is here. @throws AppError `invalid-csv` */
  end(): string {
    refusing(() => {
      if (this.#header !== undefined) return;
      this.#decoder.end();
      this.#read('whole');
    });
    return this.#header ?? '';
  }

  #read(extent: 'more may come' | 'whole'): void {
    const header = readHead(this.#text, this.#columns, extent === 'whole')?.header.text;
    if (header === undefined) return;
    if (header.length > LONGEST_HEAD) throw endless();
    this.#header = header;
    this.#text = '';
  }
}

function refusing(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof TextError)) throw error;
    throw new AppError('invalid-csv', error.message, { cause: error });
  }
}

function endless(): AppError {
  return new AppError(
    'invalid-csv',
    `There is no end of the header within the first ${LONGEST_HEAD} characters; write one line with the columns, then one reading a line.`,
  );
}
