import { RFID_PATTERN } from '../contract/reading.ts';
import { invalidParameter, single } from '../http/query.ts';

/** The tag that `?rfid=` names. @throws AppError `invalid-parameter` */
export function rfid(url: URL): string | undefined {
  const text = single(url, 'rfid');
  if (text === undefined || RFID_PATTERN.test(text)) return text;
  throw invalidParameter('rfid', text, 'it is not 1 to 64 of A-Z a-z 0-9 . _ : -', 'give a tag, e.g. R546546');
}
