import { capabilitiesOf } from './capabilities.ts';
import type { StreamRequest, Transport } from './stream-order.ts';

/** What the suite wants of a stream: its `POST /`. */
export interface WantedStream {
  readonly streamUrl: string;
  readonly callbackUrl: string;
  /** In ms. */
  readonly initialDelayMs?: number;
  readonly lastEventId?: string;
  readonly request: StreamRequest;
}

/** A request that can't be met, and why. */
export class BadRequest extends Error {}

/** Reads the body of `POST /`. @throws BadRequest when a parameter is missing, malformed or beyond the transport */
export function readWantedStream(body: unknown, transport: Transport): WantedStream {
  const fields = given(objectOf(body, 'The body'));
  const { initialDelayMs, lastEventId, headers, method, body: content } = fields;
  const can = capabilitiesOf(transport);
  if ('readTimeoutMs' in fields) throw new BadRequest('readTimeoutMs: events are watched here, not bytes.');
  if (headers !== undefined && !can.includes('headers'))
    throw new BadRequest(`headers: ${transport} sends none of its own.`);
  if (method !== undefined && !['get', ...can].includes(textOf(method, 'method').toLowerCase()))
    throw new BadRequest(`method: ${transport} can't do that.`);
  return {
    streamUrl: urlOf(fields['streamUrl'], 'streamUrl'),
    callbackUrl: urlOf(fields['callbackUrl'], 'callbackUrl'),
    ...(initialDelayMs !== undefined && { initialDelayMs: delayOf(initialDelayMs, 'initialDelayMs') }),
    ...(lastEventId !== undefined && { lastEventId: textOf(lastEventId, 'lastEventId') }),
    request: {
      ...(method !== undefined && { method: textOf(method, 'method') }),
      ...(content !== undefined && { body: textOf(content, 'body') }),
      ...(headers !== undefined && { headers: headersOf(headers) }),
    },
  };
}

/** The type of event that a command wants to be heard. @throws BadRequest for any other command */
export function readListenCommand(body: unknown): string {
  const { command, listen } = objectOf(body, 'The body');
  if (command !== 'listen') throw new BadRequest('listen is the only command.');
  return textOf(objectOf(listen, 'listen')['type'], 'listen.type');
}

type Fields = Readonly<Record<string, unknown>>;

/** The suite says `null` where it says nothing. */
function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function objectOf(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null) return value as Fields;
  throw new BadRequest(`${name} is not an object.`);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new BadRequest(`${name} is not a text.`);
}

function delayOf(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new BadRequest(`${name} is not a whole number of milliseconds.`);
}

function urlOf(value: unknown, name: string): string {
  const url = URL.parse(textOf(value, name));
  if (url?.protocol === 'http:') return url.href;
  throw new BadRequest(`${name} is not an http URL.`);
}

function headersOf(value: unknown): Readonly<Record<string, string>> {
  const headers = Object.entries(objectOf(value, 'headers'));
  return Object.fromEntries(headers.map(([name, text]) => [name, textOf(text, `headers.${name}`)]));
}
