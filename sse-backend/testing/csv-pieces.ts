import { CsvError, CsvReader, type CsvRecord, type Delimiter } from '../contract/csv-reader.ts';

/** What a reader makes of a text: its rows, and what it says where it can't read on. */
export interface CsvResult {
  readonly records: readonly CsvRecord[];
  readonly error: string | undefined;
}

/** Reads a CSV that comes in pieces. */
export function readPieces(pieces: readonly string[], delimiter: Delimiter = ',', line = 1): CsvResult {
  const reader = new CsvReader({ delimiter, line });
  const records: CsvRecord[] = [];
  try {
    for (const piece of pieces) records.push(...reader.push(piece));
    records.push(...reader.end());
    return { records, error: undefined };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { records, error: error.message };
  }
}

/** The pieces of a text that is cut at these places. */
export function cutAt(text: string, places: readonly number[]): string[] {
  const borders = [0, ...places.map((place) => place % (text.length + 1)), text.length].toSorted((a, b) => a - b);
  return borders.slice(1).map((border, index) => text.slice(borders[index], border));
}
