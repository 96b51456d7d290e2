import { undefended } from './csv-defence.ts';
import { FIELD } from './wire.ts';

/** The columns of the readings that we export. */
export const READINGS_COLUMNS: readonly string[] = [
  FIELD.id,
  FIELD.name,
  FIELD.temperature,
  FIELD.rfid,
  FIELD.takenAt,
  FIELD.status,
  FIELD.alarm,
];

/** The columns that an `errors.csv` has behind those of its file. */
export const ERRORS_COLUMNS: readonly string[] = ['Line', 'Reason'];

/**
 * Who wrote a file. In ours, cells are defended against spreadsheets. In `readings`, also in an `errors.csv` of such a file,
 * names are as they were sent, white space around them included.
 */
export type CsvOrigin = 'foreign' | 'errors' | 'readings';

/** Tells who wrote a file by what its columns are called. */
export function originOf(titles: readonly string[]): CsvOrigin {
  const isErrors = isErrorsFile(titles);
  const own = isErrors ? titles.slice(0, -ERRORS_COLUMNS.length) : titles;
  if (isEqual(own, READINGS_COLUMNS)) return 'readings';
  return isErrors ? 'errors' : 'foreign';
}

/** Whether a file is an `errors.csv`, by what its columns are called. */
export function isErrorsFile(titles: readonly string[]): boolean {
  return isEqual(titles.slice(-ERRORS_COLUMNS.length), ERRORS_COLUMNS);
}

/** A cell of a file as it was before we wrote it. */
export function cellFrom(origin: CsvOrigin, cell: string): string {
  return origin === 'foreign' ? cell : undefended(cell);
}

function isEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, index) => text.trim() === others[index]);
}
