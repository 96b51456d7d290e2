import { LIST_PARAMETERS, parseListQuery } from '../http/list-parameters.ts';
import type { QueryTable } from '../http/query-table.ts';
import type { HistoryQuery } from '../log/shapes.ts';
import { rfid, RFID_PARAMETER } from './rfid-parameter.ts';

/** What a history can be asked. */
export const HISTORY_PARAMETERS = { rfid: RFID_PARAMETER, ...LIST_PARAMETERS } as const satisfies QueryTable;

/** `?rfid=`, and what every list can be asked; of readings and of alarms. @throws AppError `invalid-parameter` */
export function parseHistoryQuery(url: URL): HistoryQuery {
  return { ...parseListQuery(url), rfid: rfid(url) };
}
