import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST_NOTE } from '../contract/alarm.ts';
import { STORED_EVENT_TYPES, type StoredEventType } from '../contract/events.ts';
import type { StoredEvent } from '../log/shapes.ts';
import { encodePage, joinPages, MOST_PER_PAGE, passesWhole, selectFrames, type StreamFilter } from './page.ts';

const idOf = (sequence: number) => `k3f9-${sequence}`;
const EVENTS: readonly StoredEvent[] = [
  { sequence: 41, type: 'message', rfid: 'R1', data: '{"Name":"Zoë"}' },
  { sequence: 42, type: 'backfill', rfid: 'R2', data: '{}' },
];
const FRAMES = 'id: k3f9-41\nevent: message\ndata: {"Name":"Zoë"}\n\n' + 'id: k3f9-42\nevent: backfill\ndata: {}\n\n';

test('a page holds its frames once, bare and as one chunk of HTTP', () => {
  const page = encodePage(40, EVENTS, idOf);
  assert.equal(page.frames.toString(), FRAMES);
  assert.equal(page.chunk.toString(), `${Buffer.byteLength(FRAMES).toString(16)}\r\n${FRAMES}\r\n`);
  assert.equal(page.frames.buffer, page.chunk.buffer);
  assert.deepEqual([page.after, page.last], [40, 42]);
});

test('a page of events that are all gone ends where it begins', () => {
  const page = encodePage(40, [], idOf);
  assert.deepEqual([page.after, page.last, page.frames.length], [40, 40, 0]);
});

test('pages that follow one another make one that is as if it had been encoded at once', () => {
  const [first, second] = EVENTS.map((event) => encodePage(event.sequence - 1, [event], idOf));
  assert.ok(first && second);
  assert.deepEqual(joinPages([first, second]), encodePage(40, EVENTS, idOf));
});

test('a page passes whole when everyone is followed and none of its types is left out', () => {
  const page = encodePage(40, EVENTS, idOf);
  const all: StreamFilter = { types: new Set(STORED_EVENT_TYPES), rfids: undefined };
  assert.equal(passesWhole(page, all), true);
  assert.equal(passesWhole(page, { ...all, types: new Set(['message', 'acknowledgement']) }), false);
  assert.equal(passesWhole(page, { ...all, rfids: new Set(['R1', 'R2']) }), false);
});

test('most of a page is handed on without being copied, a small part does not keep the page in memory', () => {
  const page = encodePage(40, EVENTS, idOf);
  const select = (type: StoredEventType) =>
    selectFrames(page, { after: 40, last: 42 }, { types: new Set([type]), rfids: undefined });
  assert.equal(select('message').buffer, page.chunk.buffer);
  const part = select('backfill');
  assert.equal(part.toString(), 'id: k3f9-42\nevent: backfill\ndata: {}\n\n');
  assert.equal(part.buffer.byteLength, part.length);
});

test('a page in memory holds its own bytes and nothing else', () => {
  const page = encodePage(40, EVENTS, idOf);
  assert.equal(page.chunk.buffer.byteLength, page.chunk.length);
});

test('any filter and range gives exactly the frames of the matching events, in order', () => {
  const tags = ['R1', 'R2', 'R3'];
  const event = fc.record({
    type: fc.constantFrom(...STORED_EVENT_TYPES),
    rfid: fc.constantFrom(...tags),
    data: fc.string({ unit: 'grapheme' }),
    removed: fc.boolean(),
  });
  const filter = fc.record({
    types: fc.subarray([...STORED_EVENT_TYPES]).map((types) => new Set(types)),
    rfids: fc.option(
      fc.subarray(tags).map((rfids) => new Set(rfids)),
      { nil: undefined },
    ),
  });
  const place = fc.nat({ max: 30 });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), filter, place, place, (drawn, wanted, after, last) => {
      const events = drawn.map((each, index) => ({ ...each, sequence: 5 + index })).filter(({ removed }) => !removed);
      const expected = events
        .filter(({ sequence }) => sequence > after && sequence <= last)
        .filter(({ type, rfid }) => wanted.types.has(type) && (wanted.rfids?.has(rfid) ?? true))
        .map((each) => encodePage(0, [each], idOf).frames.toString());
      assert.equal(selectFrames(encodePage(4, events, idOf), { after, last }, wanted).toString(), expected.join(''));
    }),
    { numRuns: 500, verbose: true },
  );
});

test('a page of the largest events beside a full socket buffer fits into the 256 KiB held for one client', () => {
  const largestReading = {
    Name: '\u{1F321}'.repeat(200),
    Temparature: '102.50000000000F',
    RFID: 'R'.repeat(64),
    TakenAt: '2026-11-20T09:15:02.114Z',
    Status: 'hypothermia',
    Alarm: 'abcdef-9007199254740991',
  };
  const largestAcknowledgement = {
    Alarm: 'abcdef-9007199254740991',
    RFID: 'R'.repeat(64),
    By: '\u{1F321}'.repeat(200),
    Note: '\u{1F321}'.repeat(LONGEST_NOTE),
    At: '2026-11-20T09:15:02.114Z',
  };
  const largest = { message: largestReading, acknowledgement: largestAcknowledgement } as const;
  for (const type of ['message', 'acknowledgement'] as const) {
    const data = JSON.stringify(largest[type]);
    const events = Array.from({ length: MOST_PER_PAGE }, (_, sequence) => ({
      sequence: 9_007_199_254_740_000 + sequence,
      type,
      rfid: 'R',
      data,
    }));
    const { chunk } = encodePage(9_007_199_254_739_999, events, (sequence) => `abcdef-${sequence}`);
    assert.ok(chunk.length + 64 * 1024 <= 256 * 1024, `${chunk.length} bytes of ${type}`);
  }
});
