import fc from 'fast-check';

/** Bytes to write on a connection of their own. */
export interface HostileRequest {
  /** Each character a byte. */
  readonly text: string;
  /** Whether the client then resets the connection, instead of waiting for an answer. */
  readonly isCut: boolean;
}

const PATHS = [
  '/',
  '/events',
  '/stream',
  '/sse',
  '/api/readings',
  '/api/readings/latest',
  '/api/readings/trend',
  '/api/alarms',
  '/api/acknowledgements',
  '/api/session',
  '/api/audit',
  '/api/status',
  '/sign-in/oidc',
  '/sign-in/oidc/callback',
  '/healthz',
  '/readyz',
  '/metrics',
  '/api',
  '/index.html',
  '/favicon.ico',
];

const PARAMETERS = [
  'rfid',
  'types',
  'last',
  'since',
  'lastEventId',
  'from',
  'to',
  'limit',
  'before',
  'points',
  'state',
  'code',
  'who',
  '__proto__',
];

const VALUES = [
  '',
  '0',
  '-1',
  '1e308',
  '9007199254740993',
  'NaN',
  '%',
  '%00',
  '%ff%fe',
  '%2e%2e%2f',
  '2026-11-20T09:15:02Z',
  '+275760-09-13T00:00:00Z',
  'a-1',
  'message,acknowledgement',
  "'; DROP TABLE events; --",
  '[]',
  '\u00ff\u0000',
];

type Fields = readonly (readonly [string, readonly string[]])[];

/** Fields that HTTP lets through, whatever they say. */
const HARMLESS_FIELDS: Fields = [
  ['Accept', ['text/event-stream', 'text/csv', 'application/fhir+json', '*/*;q=x', ',,,', ';q=1', 'a/'.repeat(500)]],
  ['Authorization', ['Bearer', 'Bearer ', 'Bearer vw_aaaaaaaa_x', 'Basic Og==', 'Bearer a.b.c', 'Digest ,,,=']],
  [
    'Authorization',
    ['Bearer eyJhbGciOiJub25lIn0.e30.', 'bearer \u00ff', `Bearer ${'x'.repeat(9000)}`, 'Bearer vw_a b'],
  ],
  ['Connection', ['close', 'keep-alive', 'Content-Length', ',']],
  ['Content-Encoding', ['gzip', 'br', 'identity', 'gzip, gzip']],
  ['Content-Type', ['', ';;=', 'application/json; charset=x']],
  ['Cookie', ['a', '=', ';;;', 'vitalwire-0000=e30.AAAA', '__Host-vitalwire-0000=%', '__proto__=1']],
  ['Cookie', [`a=${'b'.repeat(4000)}`, 'vitalwire-0000=\u00ff', 'vitalwire-0000=..', 'vitalwire-0000']],
  ['Expect', ['100-continue', '200-ok', '']],
  ['If-None-Match', ['*', '"', 'W/"a"']],
  ['Last-Event-ID', ['0', '-1', 'a-1', 'zzzzzz-99999999999999999999', '\u00c3\u0028', 'x'.repeat(5000), '1-1-1', '']],
  ['Origin', ['http://localhost', 'http://127.0.0.1:1']],
  ['Range', ['bytes=0-', 'bytes=-1', 'x']],
  ['constructor', ['x']],
  ['__proto__', ['x']],
];

/** Fields that change what follows, or who it seems to be from. */
const FRAMING_FIELDS: Fields = [
  ['Content-Length', ['0', '5', '-1', '1e3', '99999999999999999999', '0x10', '5, 5', '2147483648']],
  ['Forwarded', ['for=1.2.3.4', 'for="', ';']],
  ['Host', ['localhost', '127.0.0.1', 'evil.example', '', '[::1', 'a'.repeat(300), 'localhost\tx', '%']],
  ['Origin', ['null', 'https://evil.example', '', 'http://[', 'data:,']],
  ['Sec-Fetch-Site', ['cross-site', 'none', '']],
  ['Transfer-Encoding', ['chunked', 'gzip, chunked', 'chunked, chunked', 'identity', 'x', 'chunked\t']],
  ['Upgrade', ['websocket\r\nConnection: upgrade', 'h2c\r\nConnection: upgrade, http2-settings']],
  ['X-Forwarded-For', ['1.2.3.4', '::1, evil', ',,,']],
  ['X-Forwarded-Proto', ['https', '\u00ff']],
];

const READING = '{"Name":"Ann","Temparature":"36.6C","RFID":"R1","TakenAt":"2026-11-20T09:15:02.114Z"}';

const BODIES = [
  '',
  READING,
  `[${READING},${READING}]`,
  `${READING}\n${READING}\n`,
  `${READING}\n\n{"Name"\n`,
  '{"Alarm":"a-1","Note":"seen"}',
  '{"Alarm":{"toString":1}}',
  '{"__proto__":{"Name":"x"}}',
  '[[[[[[[[[[',
  '['.repeat(20_000),
  '{"Name":"\\ud800","Temparature":"1e999C","RFID":"R1"}',
  '{"Name":1e999}',
  'null',
  '\u00ef\u00bb\u00bf{}',
  '\u00ff\u00fe\u0000',
  '5\r\n{"a":\r\n0\r\n\r\n',
  'ffffffffffffffff\r\nx\r\n',
  '-1\r\nx\r\n',
  '1;a="\r\n{\r\n0\r\nX: y\r\n\r\n',
  '3\r\nabcdef\r\n',
];

/**
 * Requests of all kinds of wrongness: right ones that ask for nonsense, such that a few bytes were changed in, several that
 * are run together, broken ones, and noise.
 */
export function hostileRequest(): fc.Arbitrary<HostileRequest> {
  const text = fc.oneof(
    { arbitrary: request(SENSIBLE), weight: 5 },
    { arbitrary: request(BROKEN), weight: 2 },
    { arbitrary: mutated(request(SENSIBLE)), weight: 2 },
    { arbitrary: fc.array(request(SENSIBLE), { minLength: 2, maxLength: 4 }).map((all) => all.join('')), weight: 1 },
    { arbitrary: bytes(200), weight: 1 },
  );
  return fc.record({ text, isCut: fc.nat(9).map((drawn) => drawn === 0) });
}

/** What the parts of a request are drawn from. */
interface Parts {
  readonly method: fc.Arbitrary<string>;
  readonly target: fc.Arbitrary<string>;
  /** Whole lines. */
  readonly fields: fc.Arbitrary<string>;
  /** With the fields that announce it and the blank line before it. */
  readonly body: fc.Arbitrary<string>;
}

function request(parts: Parts): fc.Arbitrary<string> {
  return fc.record(parts).map(({ method, target, fields, body }) => `${method} ${target} HTTP/1.1\r\n${fields}${body}`);
}

/** Drawn so that HTTP is kept to, and what is wrong is found further in. */
const SENSIBLE: Parts = {
  method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'HEAD', 'DELETE', 'OPTIONS', 'PUT'),
  target: fc
    .tuple(fc.constantFrom(...PATHS), query(fc.oneof(fc.constantFrom(...VALUES), bytes(20)).map(encodeQueryValue)))
    .map((pair) => pair.join('?')),
  fields: fc
    .tuple(
      fc.constantFrom('', 'application/json', 'application/x-ndjson', 'text/csv'),
      fc.array(field(HARMLESS_FIELDS), { maxLength: 3 }),
    )
    .map(([type, others]) => `Host: localhost\r\n${type === '' ? '' : `Content-Type: ${type}\r\n`}${others.join('')}`),
  body: fc.oneof(
    content().map((each) => `Content-Length: ${each.length}\r\n\r\n${each}`),
    content().map((each) => `Transfer-Encoding: chunked\r\n\r\n${each.length.toString(16)}\r\n${each}\r\n0\r\n\r\n`),
  ),
};

/** Drawn so that something is wrong with nearly every line. */
const BROKEN: Parts = {
  method: fc.oneof(fc.constantFrom('GET', 'POST', 'CONNECT', 'TRACE', 'PRI', 'get', 'QUERY', ''), bytes(10)),
  target: fc.oneof(
    fc.constantFrom('*', '//evil/events', 'http://evil.example/events', 'http://localhost/api/status', 'https://['),
    fc.constantFrom(
      '/../../etc/passwd',
      `/${'a'.repeat(15_000)}`,
      `/events?${'rfid=R1&'.repeat(1500)}`,
      '/%00',
      '/\u00ff',
    ),
    mutated(fc.constantFrom(...PATHS)),
    fc.tuple(fc.constantFrom(...PATHS), query(bytes(20))).map((pair) => pair.join('?')),
  ),
  fields: fc
    .array(
      fc.oneof(
        field(HARMLESS_FIELDS),
        field(FRAMING_FIELDS),
        fc.tuple(bytes(10), bytes(30)).map((pair) => `${pair.join(':')}\r\n`),
      ),
      { maxLength: 4 },
    )
    .map((all) => `Host: localhost\r\n${all.join('')}`),
  body: fc.oneof(
    content().map((each) => `Transfer-Encoding: chunked\r\n\r\n${each}`),
    content().map((each) => `Content-Length: ${each.length + 1}\r\n\r\n${each}`),
    content().map((each) => `\r\n${each}`),
  ),
};

function query(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const pair = fc.tuple(fc.constantFrom(...PARAMETERS), value).map((each) => each.join('='));
  return fc.array(pair, { maxLength: 4 }).map((pairs) => pairs.join('&'));
}

/** What may not stand in a target as it is; what is encoded already stays. */
function encodeQueryValue(value: string): string {
  return value.replaceAll(/[^!-~]|[#&]/g, (each) => `%${each.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function field(fields: Fields): fc.Arbitrary<string> {
  return fc
    .constantFrom(...fields)
    .chain(([name, values]) => fc.constantFrom(...values).map((value) => `${name}: ${value}\r\n`));
}

function content(): fc.Arbitrary<string> {
  return fc.oneof({ arbitrary: fc.constantFrom(...BODIES), weight: 3 }, mutated(fc.constant(READING)), bytes(50));
}

/** A few places of a text changed: something taken away, put in, or doubled. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(3), insert: bytes(3) });
  return fc.tuple(text, fc.array(change, { minLength: 1, maxLength: 4 })).map(([original, changes]) =>
    changes.reduce((text, { at, drop, insert }) => {
      const place = Math.floor(at * text.length);
      return text.slice(0, place) + insert + text.slice(place + drop);
    }, original),
  );
}

function bytes(maxLength: number): fc.Arbitrary<string> {
  return fc.uint8Array({ maxLength }).map((each) => Buffer.from(each).toString('latin1'));
}
