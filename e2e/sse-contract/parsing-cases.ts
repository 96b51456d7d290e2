import type { StreamReport } from './stream-order.ts';

/** A stream in the chunks in which it is sent, and the events that it is; their type is "message" and their id empty otherwise. */
export interface ParsingCase {
  readonly title: string;
  readonly chunks: readonly (string | Buffer)[];
  readonly events: readonly ExpectedEvent[];
  /** The events that Firefox's own EventSource makes of it instead, against the standard. */
  readonly inFirefox?: readonly ExpectedEvent[];
}

type ExpectedEvent = Partial<Extract<StreamReport, { kind: 'event' }>['event']>;

const GREETING = { type: 'greeting', id: 'abc', data: 'Hello' };

/** [spec] HTML, 9.2.6: what the fields of an event come to. */
const FIELDS: readonly ParsingCase[] = [
  { title: 'an event in two chunks', chunks: ['data: Hel', 'lo\n\n'], events: [{ data: 'Hello' }] },
  {
    title: 'two events in three chunks',
    chunks: ['data: fir', 'st\n\ndata: sec', 'ond\n\n'],
    events: [{ data: 'first' }, { data: 'second' }],
  },
  { title: 'a type and an id', chunks: ['event: greeting\nid: abc\ndata: Hello\n\n'], events: [GREETING] },
  { title: 'fields in reverse order', chunks: ['data: Hello\nid: abc\nevent: greeting\n\n'], events: [GREETING] },
  { title: 'fields without a space', chunks: ['event:greeting\nid:abc\ndata:Hello\n\n'], events: [GREETING] },
  {
    title: 'a second space, which is part of the value',
    chunks: ['event:  greeting\ndata:  Hello\n\n'],
    events: [{ type: ' greeting', data: ' Hello' }],
  },
  { title: 'an empty type, which is none', chunks: ['event:\ndata: Hello\n\n'], events: [{ data: 'Hello' }] },
  { title: 'a field that nobody knows', chunks: ['color: blue\ndata: Hello\n\n'], events: [{ data: 'Hello' }] },
  { title: 'a retry that is no number', chunks: ['retry: soon\ndata: Hello\n\n'], events: [{ data: 'Hello' }] },
  { title: 'empty data', chunks: ['data:\n\n'], events: [{ data: '' }] },
  { title: 'fields without a colon', chunks: ['data\n\ndata\ndata\n\n'], events: [{ data: '' }, { data: '\n' }] },
  {
    title: 'an event without data, which is none but for its id',
    chunks: ['id: abc\nevent: greeting\n\n', 'data: next\n\n'],
    events: [{ id: 'abc', data: 'next' }],
    inFirefox: [{ data: 'next' }],
  },
  {
    title: 'comments, which say nothing',
    chunks: [': hello\n', 'data: one\n:\n', 'data: two\n\n', ': bye\n\n', 'data: three\n\n'],
    events: [{ data: 'one\ntwo' }, { data: 'three' }],
  },
  {
    title: 'an id, which stays for what follows',
    chunks: ['id: abc\ndata: one\n\n', 'data: two\n\n'],
    events: [
      { id: 'abc', data: 'one' },
      { id: 'abc', data: 'two' },
    ],
  },
  {
    title: 'an empty id, which takes back the one before',
    chunks: ['id: abc\ndata: one\n\n', 'id: \ndata: two\n\n'],
    events: [{ id: 'abc', data: 'one' }, { data: 'two' }],
  },
  {
    title: 'an id with a NUL in it, which is none',
    chunks: ['id: a\0bc\ndata: one\ndata: two\n\n'],
    events: [{ data: 'one\ntwo' }],
    // The line after the id is lost with it.
    inFirefox: [{ data: 'two' }],
  },
  {
    title: 'an id with a NUL in it behind the data',
    chunks: ['data: Hello\nid: a\0bc\n\n'],
    events: [{ data: 'Hello' }],
  },
  {
    title: 'a hundred events in one chunk',
    chunks: [upTo(100, (index) => `data: ${index}\n\n`).join('')],
    events: upTo(100, (index) => ({ data: String(index) })),
  },
];

/** [spec] HTML, 9.2.5: lines end in LF, CRLF or CR; `|` stands for one here. */
const LINES: readonly ParsingCase[] = [
  { title: 'an event of one line', chunks: ['data: one||'], events: [{ data: 'one' }] },
  {
    title: 'an event of one line and one of two',
    chunks: ['data: one||data: two|data: lines||'],
    events: [{ data: 'one' }, { data: 'two\nlines' }],
  },
  { title: 'an empty first line', chunks: ['data:|data: two|data: three||'], events: [{ data: '\ntwo\nthree' }] },
  { title: 'an empty line within', chunks: ['data: one|data:|data: three||'], events: [{ data: 'one\n\nthree' }] },
  { title: 'an empty line too many', chunks: ['data: one|||data: two||'], events: [{ data: 'one' }, { data: 'two' }] },
  {
    title: 'two empty lines too many',
    chunks: ['data: one||||data: two||'],
    events: [{ data: 'one' }, { data: 'two' }],
  },
];

const LINE_ENDS = { LF: '\n', CRLF: '\r\n', CR: '\r' };

const CHUNK_SIZES = { 'in one chunk': Infinity, 'byte by byte': 1, 'in chunks of two bytes': 2 };

/** [spec] HTML, 9.2.5: one byte order mark at the beginning is no part of the stream; any other is text. */
const MARKS: readonly ParsingCase[] = [
  { title: 'a byte order mark', chunks: ['\uFEFFevent: greeting\nid: abc\ndata: Hello\n\n'], events: [GREETING] },
  { title: 'a byte order mark before empty data', chunks: ['\uFEFFdata:\n\n'], events: [{ data: '' }] },
  { title: 'a byte order mark before a comment', chunks: ['\uFEFF: hi\ndata: Hello\n\n'], events: [{ data: 'Hello' }] },
  {
    title: 'a byte order mark in two chunks',
    chunks: [...inChunksOf(2, '\uFEFF'), 'data: Hello\n\n'],
    events: [{ data: 'Hello' }],
  },
  {
    title: 'a byte order mark byte by byte',
    chunks: [...inChunksOf(1, '\uFEFF'), 'data: Hello\n\n'],
    events: [{ data: 'Hello' }],
  },
  {
    title: 'a byte order mark in the text, which belongs to it',
    chunks: ['\uFEFFdata: \uFEFFone\n\n', 'data: \uFEFFtwo\n\n'],
    events: [{ data: '\uFEFFone' }, { data: '\uFEFFtwo' }],
  },
];

const CHARACTERS: readonly ParsingCase[] = [
  {
    title: 'characters of two to four bytes, byte by byte',
    chunks: inChunksOf(1, 'data: Zoë €豆腐 🌡\n\n'),
    events: [{ data: 'Zoë €豆腐 🌡' }],
  },
  {
    title: 'bytes that are no UTF-8, which become U+FFFD',
    chunks: ['data: Zo', Buffer.from([0xff]), ' Øst\n\n'],
    events: [{ data: 'Zo\uFFFD Øst' }],
  },
  {
    title: 'CRLF between chunks',
    chunks: ['data: one\r', '\ndata: two\r', '\n\r\ndata: three\r', '\n', '\r', '\n'],
    events: [{ data: 'one\ntwo' }, { data: 'three' }],
  },
];

const SIZES: readonly ParsingCase[] = [1_023, 1_024, 4_096, 8_195, 65_536, 5_000_000, 10_000_000].map((bytes) => ({
  title: `an event of ${bytes.toLocaleString('en')} bytes`,
  chunks: [`data: ${'x'.repeat(bytes)}\n\n`],
  events: [{ data: 'x'.repeat(bytes) }],
}));

/** Everything that tells one reader of event streams from another. */
export const PARSING_CASES: readonly ParsingCase[] = [
  ...FIELDS,
  ...Object.entries(LINE_ENDS).flatMap(([name, lineEnd]) =>
    Object.entries(CHUNK_SIZES).flatMap(([how, size]) =>
      LINES.map(({ title, chunks, events }) => ({
        title: `${title}, ended by ${name}, ${how}`,
        chunks: inChunksOf(size, chunks.join('').replaceAll('|', lineEnd)),
        events,
      })),
    ),
  ),
  ...MARKS,
  ...CHARACTERS,
  ...SIZES,
];

function inChunksOf(size: number, text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  return upTo(Math.ceil(bytes.length / size) || 1, (index) =>
    size === Infinity ? bytes : bytes.subarray(index * size, (index + 1) * size),
  );
}

function upTo<Item>(count: number, make: (index: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
