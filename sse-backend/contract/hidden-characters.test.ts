import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findHidden, isVisible, revealHidden } from './hidden-characters.ts';

const NEEDED: readonly (readonly [string, string])[] = [
  ['an emoji joined of several', '👩‍👩‍👧 👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥 🏃‍♂️‍➡️ 🐈‍⬛'],
  ['an emoji with a variation', '☎️ ☎︎'],
  ['a keycap', '1️⃣ #️⃣'],
  ['the flag of a part of a country', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ['Persian', 'می\u200cخواهم امیر\u200cعلی'],
  ['Hindi', 'क्\u200dष क्\u200c'],
  ['Sinhala', 'ශ්\u200dරී'],
  ['Malayalam', 'അവന്\u200d'],
  ['Bengali', 'র\u200d্য'],
  ['Mongolian', 'ᠠ\u180bᠨ\u180eᠠ'],
  ['Japanese with a variant of a character', '葛\u{e0100}城'],
  ['combining marks', 'e\u0301\u0323'],
  ['Hebrew', 'רפאל'],
  ['a regional flag', '🇩🇪'],
];

const HIDDEN: readonly (readonly [string, string])[] = [
  ['\u200b', 'U+200B'],
  ['Mass\u200b Roy', 'U+200B'],
  ['Mass\u200dRoy', 'U+200D'],
  ['Mass Roy\ufe0f', 'U+FE0F'],
  ['Roy 1\ufe0f', 'U+FE0F'],
  ['Ma\u00adss', 'U+00AD'],
  ['\u202eyoR ssaM', 'U+202E'],
  ['\u2067Roy', 'U+2067'],
  ['Roy\u200e', 'U+200E'],
  ['Roy\u061c', 'U+061C'],
  ['\ufeffRoy', 'U+FEFF'],
  ['Roy\u{e0067}', 'U+E0067'],
  ['👩\u{e0067}', 'U+E0067'],
  ['می\u200c\u200cخواهم', 'U+200C'],
  ['می\u200c', 'U+200C'],
  ['\u3164', 'U+3164'],
  ['Roy\u034f', 'U+034F'],
  ['a\u2028b', 'U+2028'],
  ['a\ufff9b', 'U+FFF9'],
];

for (const [kind, text] of NEEDED) {
  test(`what ${kind} needs is not hidden`, () => {
    assert.equal(findHidden(text), undefined);
    assert.equal(revealHidden(text), text);
    assert.ok(isVisible(text));
  });
}

test('a character that no screen shows is found where nothing needs it, and written out', () => {
  for (const [text, name] of HIDDEN) {
    assert.equal(findHidden(text), name, JSON.stringify(text));
    assert.match(revealHidden(text), new RegExp(`⟨${name.replace('+', '\\+')}⟩`), JSON.stringify(text));
  }
});

test('a text with its hidden characters written out has none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(findHidden(revealHidden(text)), undefined);
    }),
  );
});

test('spaces, joiners, marks alone and blanks that count as symbols are nothing to see', () => {
  for (const text of ['', ' \u00a0\u3000', '\u200b', '\u2060\u200d', '\u0301', '\u3164', '\u2800', '\u{1d159}', '\n']) {
    assert.ok(!isVisible(text), JSON.stringify(text));
  }
  for (const text of ['a', '7', '.', '😀', '字', '\ue000']) assert.ok(isVisible(text), JSON.stringify(text));
});
