import { parseListQuery } from '../http/list-parameters.ts';
import type { HistoryQuery } from '../log/shapes.ts';
import { rfid } from './rfid-parameter.ts';

/** `?rfid=`, and what every list can be asked; of readings and of alarms. @throws AppError `invalid-parameter` */
export function parseHistoryQuery(url: URL): HistoryQuery {
  return { ...parseListQuery(url), rfid: rfid(url) };
}
