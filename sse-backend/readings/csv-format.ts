import type { StoredReading } from '../contract/reading.ts';
import { FIELD } from '../contract/wire.ts';
import { CSV_TYPE, csvPieces } from '../http/csv.ts';
import type { HistoryFormat } from './history-export.ts';

const HEADER = [FIELD.id, FIELD.name, FIELD.temperature, FIELD.rfid, FIELD.takenAt, FIELD.status, FIELD.alarm];

/** A history as CSV, for spreadsheets. */
export const CSV_FORMAT: HistoryFormat = {
  contentType: CSV_TYPE,
  fileName: 'readings.csv',
  write: (pages) => csvPieces(HEADER, pages, toCells),
};

function toCells({ id, name, temperature, rfid, takenAt, status, alarm = '' }: StoredReading): readonly string[] {
  return [id, name, temperature, rfid, takenAt, status, alarm];
}
