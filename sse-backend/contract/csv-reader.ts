import { isOpen, readFields, type Fields, type OpenField } from './csv-fields.ts';
import { afterLineEnd, countLineEnds, finder } from './csv-lines.ts';

/** What stands between the cells of a row. */
export type Delimiter = (typeof DELIMITERS)[number];

/** In the order in which they win where nothing else decides. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** A row as it stands in the file. Cells are as they were written: not trimmed. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
  /** Its text, line end excluded. */
  readonly text: string;
  /** Characters from the beginning of all that was pushed to behind its line end. */
  readonly end: number;
  /** Why this row alone can't be trusted, and what to do. */
  readonly problem?: string;
}

/** The text can't be read on: where one row ends and the next begins is unknown. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly line: number;

  constructor(line: number, message: string) {
    super(`Line ${line}: ${message}`);
    this.line = line;
  }
}

/** Characters of a cell, at the most: without a bound, a file of one line would be gathered in memory. */
export const LONGEST_FIELD = 65_536;

/** Characters of a row, at the most: without it, a million short cells would be. */
export const LONGEST_RECORD = 4 * LONGEST_FIELD;

const BYTE_ORDER_MARK = 0xfeff;

/** The end of a file as old programs mark it: Ctrl-Z. */
const END_MARK = '\u001a';

const BLANK = /^[\s\u001a]*$/;

/**
 * Reads RFC 4180 from text that comes in pieces, cut anywhere. Line ends are LF, CR or CRLF; a quote inside of an unquoted
 * cell is a character like any other. Rows of which every cell is blank, a byte order mark at the beginning and a 0x1A at the
 * end are skipped. `line` is the line on which the text begins, where that isn't the file's first.
 */
export class CsvReader {
  readonly #delimiter: Delimiter;
  #line: number;
  /** What belongs to a row whose end has not come, and the characters before it. */
  #rest = '';
  #restAt = 0;
  #error: CsvError | undefined;

  constructor({ delimiter, line = 1 }: { readonly delimiter: Delimiter; readonly line?: number }) {
    this.#delimiter = delimiter;
    this.#line = line;
  }

  /** The rows that are complete by now. @throws CsvError once all rows before what can't be read have been given */
  push(text: string): CsvRecord[] {
    return this.#read(text, false);
  }

  /** The last row, where it has no line end. @throws CsvError like `push` */
  end(): CsvRecord[] {
    return this.#read('', true);
  }

  #read(more: string, isLast: boolean): CsvRecord[] {
    if (this.#error) throw this.#error;
    const records: CsvRecord[] = [];
    try {
      const text = this.#rest + more;
      this.#readInto(records, isLast && text.endsWith(END_MARK) ? text.slice(0, -1) : text, isLast);
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      this.#error = error;
      if (records.length === 0) throw error;
    }
    return records;
  }

  #readInto(records: CsvRecord[], text: string, isLast: boolean): void {
    const [nextQuote, nextLf, nextCr] = [finder(text, '"'), finder(text, '\n'), finder(text, '\r')];
    let at = this.#restAt === 0 && this.#line === 1 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    while (at < text.length) {
      const lineEnd = Math.min(nextLf(at), nextCr(at));
      const fields: Fields | OpenField =
        nextQuote(at) > lineEnd && lineEnd < text.length
          ? { cells: text.slice(at, lineEnd).split(this.#delimiter), end: lineEnd, problem: undefined }
          : readFields(text, at, this.#delimiter, isLast);
      // What is behind a CR at the end of the text is still to come: with an LF it is one line end.
      const isCut = !isOpen(fields) && !isLast && fields.end === text.length - 1 && text[fields.end] === '\r';
      if (isOpen(fields)) this.#checkOpen(text, at, fields, isLast);
      if (isOpen(fields) || isCut) break;
      const next = afterLineEnd(text, fields.end);
      this.#add(records, text.slice(at, fields.end), fields, this.#restAt + next);
      at = next;
    }
    this.#rest = text.slice(at);
    this.#restAt += at;
  }

  #add(records: CsvRecord[], text: string, { cells, problem }: Fields, end: number): void {
    const line = this.#line;
    if (text.length > LONGEST_FIELD) this.#checkLengths(text, cells);
    this.#line = lineAfter({ line, text });
    if (problem === undefined && cells.every(isBlank)) return;
    records.push(problem === undefined ? { cells, line, text, end } : { cells, line, text, end, problem });
  }

  #checkLengths(text: string, cells: readonly string[]): void {
    if (cells.some(({ length }) => length > LONGEST_FIELD)) throw tooLong('cell', this.#line, LONGEST_FIELD);
    if (text.length > LONGEST_RECORD) throw tooLong('row', this.#line, LONGEST_RECORD);
  }

  #checkOpen(text: string, at: number, { start, length, isQuoted }: OpenField, isLast: boolean): void {
    if (length > LONGEST_FIELD) throw tooLong('cell', this.#line, LONGEST_FIELD);
    if (text.length - at > LONGEST_RECORD) throw tooLong('row', this.#line, LONGEST_RECORD);
    if (!isLast || !isQuoted) return;
    const line = this.#line + countLineEnds(text.slice(at, start));
    throw new CsvError(
      line,
      'a quote is opened here and never closed; close it, or double a quote that is meant as text.',
    );
  }
}

/** Whether there is nothing in a cell that anyone wrote. */
export function isBlank(cell: string): boolean {
  return BLANK.test(cell);
}

/** The line behind a row. */
export function lineAfter({ line, text }: Pick<CsvRecord, 'line' | 'text'>): number {
  return line + 1 + countLineEnds(text);
}

function tooLong(what: 'cell' | 'row', line: number, most: number): CsvError {
  const remedy = 'write one reading a line, and close every quote.';
  return new CsvError(line, `a ${what} is longer than ${most.toLocaleString('en')} characters; ${remedy}`);
}
