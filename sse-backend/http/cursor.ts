import { invalidParameter, single } from './query.ts';

/** A place in a list that is ordered by a time (ms since 1970) and, where that is the same, by sequence. */
export interface CursorPlace {
  readonly atMs: number;
  readonly sequence: number;
}

/** The place after which `?before=` asks a list to continue. @throws AppError `invalid-parameter` */
export function cursor(url: URL): CursorPlace | undefined {
  const text = single(url, 'before');
  if (text === undefined) return undefined;
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(text);
  if (match) return { atMs: Number(match[1]), sequence: Number(match[2]) };
  throw invalidParameter('before', text, 'it is not a cursor from here', 'give the Next of an earlier answer');
}

/** The cursor that continues after a place: two decimal numbers, which need no escaping in a URL. */
export function formatCursor({ atMs, sequence }: CursorPlace): string {
  return `${atMs}.${sequence}`;
}
