import type { CsvHead } from '../contract/csv-head.ts';
import { lineAfter, type CsvRecord } from '../contract/csv-reader.ts';
import { encodeRows } from '../log/import-rows.ts';
import type { ImportBatch, ImportPlace } from '../log/import-shapes.ts';
import type { ImportRow, RowReader } from '../contract/import-row.ts';

/** Rows of a batch: while live readings come each batch is a commit, and a reading may have to wait for one. */
const MOST_ROWS = 30;

/** Characters of a batch's rows beyond which it is closed: without it, batches of long rows would fill the memory. */
const MOST_CHARACTERS = 32_768;

/** The file of an import, and what makes readings of its rows. */
export interface GatheredFile {
  readonly id: string;
  readonly head: CsvHead;
  readonly read: RowReader;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** A batch as it was read. */
export interface ReadBatch extends ImportBatch {
  /** It has rows that are refused only because their time is too far ahead of the clock. */
  readonly hasAhead: boolean;
}

/** Gathers a file's rows into batches, and counts the bytes they take. */
export class BatchGatherer {
  readonly #file: GatheredFile;
  /** The byte at which the import stands when the next batch comes. */
  #from: number;
  /** The place of `#text`, which is what was read but given in no batch. */
  #place: ImportPlace;
  #text = '';
  /** Characters before `#text`. */
  #before = 0;
  #records: CsvRecord[] = [];
  #characters = 0;

  /** `from`: where the import stands; `start`: where the text begins, which is behind the header when it stands at 0. */
  constructor(file: GatheredFile, from: number, start: ImportPlace) {
    this.#file = file;
    this.#from = from;
    this.#place = start;
  }

  /** Takes more text and the rows that it completed; gives the batches that are full. */
  add(text: string, records: readonly CsvRecord[]): ReadBatch[] {
    this.#text += text;
    const batches: ReadBatch[] = [];
    for (const record of records) {
      this.#records.push(record);
      this.#characters += record.text.length;
      if (this.#records.length === MOST_ROWS || this.#characters > MOST_CHARACTERS)
        batches.push(this.#close(record.end));
    }
    return batches;
  }

  /** What is left when there is nothing more to read; with it, all of the text is dealt with. */
  end(): ReadBatch[] {
    const batch = this.#close(this.#before + this.#text.length);
    return batch.to.bytes > batch.from ? [batch] : [];
  }

  /** What is left when there is no reading on: the text behind its last row is not dealt with. */
  cut(): ReadBatch[] {
    const last = this.#records.at(-1);
    return last ? [this.#close(last.end)] : [];
  }

  #close(end: number): ReadBatch {
    const { id, head, read, nowMs } = this.#file;
    const { cells, indexOf } = head;
    const records = this.#records;
    const last = records.at(-1);
    const length = end - this.#before;
    const to: ImportPlace = {
      bytes: this.#place.bytes + Buffer.byteLength(this.#text.slice(0, length)),
      line: last ? lineAfter(last) : this.#place.line,
    };
    const rows = records.map((record) => read(record, nowMs));
    const batch: ReadBatch = {
      id,
      from: this.#from,
      to,
      rows: encodeRows(rows),
      count: records.length,
      columns: { name: cells[indexOf.name] ?? '', temperature: cells[indexOf.temperature] ?? '' },
      hasAhead: rows.some((row, index) => this.#isAhead(row, records[index])),
    };
    [this.#from, this.#place, this.#text, this.#before] = [to.bytes, to, this.#text.slice(length), end];
    [this.#records, this.#characters] = [[], 0];
    return batch;
  }

  /** Whether a row is refused now, and would be good later. */
  #isAhead({ kind }: ImportRow, record: CsvRecord | undefined): boolean {
    return kind === 'refused' && record !== undefined && this.#file.read(record, Infinity).kind === 'good';
  }
}
