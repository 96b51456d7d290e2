import type { StoredReading } from '../contract/reading.ts';
import { FIELD } from '../contract/wire.ts';
import { csvRecord } from './csv.ts';
import type { HistoryFormat } from './history-export.ts';

const HEADER = csvRecord([
  FIELD.id,
  FIELD.name,
  FIELD.temperature,
  FIELD.rfid,
  FIELD.takenAt,
  FIELD.status,
  FIELD.alarm,
]);

/** A history as CSV, for spreadsheets. */
export const CSV_FORMAT: HistoryFormat = {
  contentType: 'text/csv; charset=utf-8',
  fileName: 'readings.csv',
  async *write(pages) {
    let header = HEADER;
    for await (const page of pages) {
      yield header + page.map(toRecord).join('');
      header = '';
    }
  },
};

function toRecord({ id, name, temperature, rfid, takenAt, status, alarm = '' }: StoredReading): string {
  return csvRecord([id, name, temperature, rfid, takenAt, status, alarm]);
}
