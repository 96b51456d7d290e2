/**
 * A place in a log: what comes after it comes next. The epoch names the log; the sequence rises by one with each stored
 * event and is never used again. 0 is the place before the first event.
 */
export interface Position {
  readonly epoch: string;
  readonly sequence: number;
}

/** Longer ids are nobody's; the bound keeps a hostile Last-Event-ID out of logs and answers. */
const LONGEST_ID_BYTES = 128;

/** `k3f9-1042`: safe characters only, as a colon or JSON in Last-Event-ID would cost a CORS preflight. */
export function formatPosition({ epoch, sequence }: Position): string {
  return `${epoch}-${sequence}`;
}

/** Reads an id; a bare number means a sequence of `defaultEpoch`. `undefined` when it is unreadable. */
export function parsePosition(text: string, defaultEpoch: string): Position | undefined {
  if (text.length > LONGEST_ID_BYTES) return undefined;
  const match = /^(?:([A-Za-z0-9]+)-)?(\d+)$/.exec(text);
  const sequence = Number(match?.[2]);
  return match && Number.isSafeInteger(sequence) ? { epoch: match[1] ?? defaultEpoch, sequence } : undefined;
}
