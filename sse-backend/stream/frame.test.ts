import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFrame, encodeRetry, type Frame } from './frame.ts';

test('a frame is its id, its event and its data, a line each, and a blank line', () => {
  assert.equal(
    encodeFrame({ id: 'k3f9-1042', event: 'message', data: '{"Name":"Mass Roy"}' }),
    'id: k3f9-1042\nevent: message\ndata: {"Name":"Mass Roy"}\n\n',
  );
});

test('a frame without an id has no id field, so that the client keeps the one it has', () => {
  assert.equal(encodeFrame({ event: 'gap', data: '{}' }), 'event: gap\ndata: {}\n\n');
});

test('each line of the data gets a field of its own, however the line ends', () => {
  assert.equal(
    encodeFrame({ event: 'message', data: 'a\nb\rc\r\nd\n\re\n' }),
    'event: message\ndata: a\ndata: b\ndata: c\ndata: d\ndata: \ndata: e\ndata: \n\n',
  );
});

test('data that looks like fields stays data', () => {
  assert.equal(
    encodeFrame({ event: 'message', data: ' x\nid: evil\n\nretry: 1\n: comment' }),
    'event: message\ndata:  x\ndata: id: evil\ndata: \ndata: retry: 1\ndata: : comment\n\n',
  );
});

for (const forbidden of ['\r', '\n', '\0', '\r\n']) {
  const named = JSON.stringify(forbidden);
  test(`an id or an event with ${named} in it is refused`, () => {
    const message = /can't be a field of an event stream/;
    assert.throws(() => encodeFrame({ id: `1${forbidden}2`, event: 'message', data: '' }), {
      name: 'TypeError',
      message,
    });
    assert.throws(() => encodeFrame({ event: `a${forbidden}data: x`, data: '' }), { name: 'TypeError', message });
  });
}

test('the time before a reconnect is whole milliseconds', () => {
  assert.equal(encodeRetry(2314.49), 'retry: 2314\n');
});

/** Any text, and very often one of those that mean something to a parser. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\n', '\r', '\r\n', '\0', ': ', ' ', ':', 'data: ', 'id: ', 'event: ', 'retry: 1', '\uFEFF'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
  ),
  maxLength: 20,
});
const field = fc.string({
  unit: fc.constantFrom('a', 'b', '-', '0', '9', ':', ' ', '{', 'é', '🌡'),
  minLength: 1,
  maxLength: 12,
});
const frames = fc.array(fc.record({ id: field, event: field, data: text }), { maxLength: 6 });

test('whatever is published comes out the same, in whatever pieces it arrives, and nothing can be injected', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat({ max: 40 })), (published, cuts) => {
      const received = parse(published.map(encodeFrame).join(''), cuts);
      assert.deepEqual(received, published.map(toReceived));
    }),
    { numRuns: 1000, verbose: true },
  );
});

/** Parses a text in pieces of the lengths given, over and over. */
function parse(stream: string, lengths: readonly number[]): EventSourceMessage[] {
  const received: EventSourceMessage[] = [];
  const parser = createParser({
    onEvent: (event) => received.push(event),
    onRetry: () => assert.fail('a retry was injected'),
    onComment: () => assert.fail('a comment was injected'),
  });
  for (let start = 0, piece = 0; start < stream.length; piece += 1) {
    const end = start + 1 + (lengths[piece % lengths.length] ?? stream.length);
    parser.feed(stream.slice(start, end));
    start = end;
  }
  return received;
}

function toReceived({ id, event, data }: Frame): EventSourceMessage {
  return { id, event, data: data.replace(/\r\n|\r/g, '\n') };
}
