import { fieldError } from '../contract/field-error.ts';
import { LONGEST_LINE, type Line } from './line-splitter.ts';
import { parseReading, type ParsedReading } from './parse-reading.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The reading in one line of JSON. `now`: milliseconds since 1970. */
export function parseLine({ bytes }: Line, now: number): ParsedReading {
  if (!bytes) return refused(null, `is longer than ${LONGEST_LINE} bytes; send one reading per line`);
  let text: string | null = null;
  try {
    text = utf8.decode(bytes);
    return parseReading(JSON.parse(text), now);
  } catch (error) {
    if (text === null) return refused(null, 'is not UTF-8; encode it as UTF-8');
    if (!(error instanceof SyntaxError)) throw error;
    return refused(text, `is not JSON (${error.message}); send one reading per line`);
  }
}

function refused(value: unknown, reason: string): ParsedReading {
  return { kind: 'refused', errors: [fieldError('', value, reason)] };
}
