/** One event as it is framed for an event stream. */
export interface Frame {
  readonly id?: string;
  readonly event: string;
  readonly data: string;
}

/**
 * The text of one event, blank line included.
 *
 * [spec] HTML, 9.2.5 "Parsing an event stream": CR, LF and CRLF all end a line, so each line of the data gets a field of its
 * own, and a receiver puts them together again with LF. In `id` and `event` a line break would begin a field of the
 * injector's choosing, and a NUL makes the browser ignore the id: those are ours to choose, so they are refused.
 * @throws TypeError for a CR, LF or NUL in `id` or `event`
 */
export function encodeFrame({ id, event, data }: Frame): string {
  const head = id === undefined ? '' : `id: ${singleLine(id)}\n`;
  return `${head}event: ${singleLine(event)}\ndata: ${data.replace(/\r\n|\r|\n/g, '\ndata: ')}\n\n`;
}

/**
 * The time that a browser waits before it reconnects: a line in front of a frame, which ends with that frame's blank line.
 * In a separate block it would reach several Go and Python clients as an event without data.
 */
export function encodeRetry(milliseconds: number): string {
  return `retry: ${Math.round(milliseconds)}\n`;
}

function singleLine(value: string): string {
  if (/[\r\n\0]/.test(value)) throw new TypeError(`${JSON.stringify(value)} can't be a field of an event stream`);
  return value;
}
