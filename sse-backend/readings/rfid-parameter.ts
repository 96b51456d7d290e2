import { RFID_PATTERN } from '../contract/reading.ts';
import type { QueryParameter } from '../http/query-table.ts';
import { invalidParameter, single } from '../http/query.ts';

/** `?rfid=` of a route. */
export const RFID_PARAMETER = {
  meaning: 'a tag',
  schema: { type: 'string', pattern: RFID_PATTERN.source },
} as const satisfies QueryParameter;

/** The tag that `?rfid=` names. @throws AppError `invalid-parameter` */
export function rfid(url: URL): string | undefined {
  const text = single(url, 'rfid');
  if (text === undefined || RFID_PATTERN.test(text)) return text;
  throw invalidParameter('rfid', text, 'it is not 1 to 64 of A-Z a-z 0-9 . _ : -', 'give a tag, e.g. R546546');
}
