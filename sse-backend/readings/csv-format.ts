import type { StoredReading } from '../contract/reading.ts';
import { READINGS_COLUMNS } from '../contract/own-csv.ts';
import { CSV_TYPE, csvPieces } from '../http/csv.ts';
import type { HistoryFormat } from './history-export.ts';

/** A history as CSV, for spreadsheets. */
export const CSV_FORMAT: HistoryFormat = {
  contentType: CSV_TYPE,
  fileName: 'readings.csv',
  write: (pages) => csvPieces(READINGS_COLUMNS, pages, toCells),
};

function toCells({ id, name, temperature, rfid, takenAt, status, alarm = '' }: StoredReading): readonly string[] {
  return [id, name, temperature, rfid, takenAt, status, alarm];
}
