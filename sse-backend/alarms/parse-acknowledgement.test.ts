import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST_NOTE } from '../contract/alarm.ts';
import { parseAcknowledgement } from './parse-acknowledgement.ts';

/** The note as it is taken, or why it is refused. */
function take(note: unknown): string {
  const parsed = parseAcknowledgement({ Alarm: 'k3f9-1', Note: note });
  return parsed.kind === 'good' ? parsed.note : `refused: ${parsed.errors.map(({ reason }) => reason).join()}`;
}

test('a note is kept to the letter, and may be left out', () => {
  for (const note of ['', ' called ', 'called', 'größer\n"39 °C" 😀']) assert.equal(take(note), note);
  assert.deepEqual(parseAcknowledgement({ Alarm: 'k3f9-1' }), { kind: 'good', alarm: 'k3f9-1', note: '' });
});

test('the lines of a note end with \\n, whatever they were sent with', () => {
  assert.equal(take('one\r\ntwo\nthree\r\n'), 'one\ntwo\nthree\n');
});

test('a note has as many code points as it may have, each line end counting once, and not one more', () => {
  assert.equal(take('😀'.repeat(LONGEST_NOTE)), '😀'.repeat(LONGEST_NOTE));
  assert.equal(take(`x${'\r\n'.repeat(LONGEST_NOTE - 1)}`), `x${'\n'.repeat(LONGEST_NOTE - 1)}`);
  assert.equal(take('x'.repeat(LONGEST_NOTE + 1)), 'refused: is longer than 500 characters; shorten it');
  assert.equal(take('😀'.repeat(LONGEST_NOTE + 1)), 'refused: is longer than 500 characters; shorten it');
});

test('a note with control characters, a lone carriage return included, or with half a character is refused', () => {
  for (const note of ['a\tb', 'a\rb', 'a\u0000', '\u007f', '\u0085', '\u001b[31m']) {
    assert.match(take(note), /^refused: has a control character in it; /, JSON.stringify(note));
  }
  assert.match(take('half \ud83d'), /^refused: has half of a surrogate pair in it; /);
});

test('a note with nothing visible in it is refused, only line feeds and only spaces included', () => {
  for (const note of ['\n', '\r\n\r\n', ' ', '\u3000\n', '\u2800', '\u0301']) {
    assert.match(take(note), /^refused: has nothing in it that a screen shows; /, JSON.stringify(note));
  }
});

test('a note with hidden characters is refused, naming the first, and one that needs joiners is kept in NFC', () => {
  assert.equal(take('done\n\u202eenod'), 'refused: has a character in it that no screen shows, U+202E; leave it out');
  assert.equal(take('می\u200cخواهم\nZoe\u0308 👩‍⚕️'), 'می\u200cخواهم\nZo\u00eb 👩‍⚕️');
});

test('what an object inherits is no field, and __proto__ is a field like any other', () => {
  assert.equal(parseAcknowledgement(Object.create({ Alarm: 'k3f9-1' })).kind, 'refused');
  assert.equal(parseAcknowledgement(JSON.parse('{"Alarm":"k3f9-1","__proto__":{}}')).kind, 'refused');
});

test('any JSON value is either taken or refused with reasons', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({ Alarm: fc.jsonValue(), Note: fc.jsonValue() }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(anything, (value) => {
      const parsed = parseAcknowledgement(value);
      if (parsed.kind === 'good') return parsed.note.isWellFormed() && !parsed.note.includes('\r');
      return parsed.errors.length > 0 && parsed.errors.every(({ reason }) => reason !== '');
    }),
  );
});
