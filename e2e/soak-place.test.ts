import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Place } from '../bench/soak/place.ts';
import { EVERYONE, followers, tagOf } from '../bench/soak/tags.ts';

test('the soak sees nothing wrong where each event comes once, and a heartbeat in its place', () => {
  const place = new Place(EVERYONE.wants);
  place.heartbeat(7);
  for (const sequence of [8, 9, 10]) place.event(sequence);
  place.heartbeat(10);
  assert.deepEqual(seen(place), { position: 10, lost: 0, twice: 0 });
});

test('the soak sees what is lost, be it before an event or before a heartbeat', () => {
  const place = new Place(EVERYONE.wants);
  place.heartbeat(7);
  place.event(10);
  place.heartbeat(11);
  assert.deepEqual(seen(place), { position: 11, lost: 3, twice: 0 });
});

test('the soak sees what comes twice, or behind its place', () => {
  const place = new Place(EVERYONE.wants);
  for (const sequence of [8, 9, 9, 8]) place.event(sequence);
  place.heartbeat(8);
  assert.deepEqual(seen(place), { position: 9, lost: 0, twice: 3 });
});

test('the soak expects again what came after the place to which a client steps back', () => {
  const place = new Place(EVERYONE.wants);
  place.heartbeat(100);
  place.stepBack(40);
  place.heartbeat(60);
  place.event(62);
  assert.deepEqual(seen(place), { position: 62, lost: 1, twice: 0 });
});

test('the soak expects of a client with a filter the readings of those it follows, and no others', () => {
  const { query, wants } = followers(20);
  assert.ok(query.includes('rfid=R20&rfid=R21') && wants(20) && wants(320) && !wants(19) && tagOf(320) === 'R20');
  const place = new Place(wants);
  place.heartbeat(0);
  place.event(22);
  place.event(260);
  assert.deepEqual(seen(place), { position: 260, lost: 239, twice: 1 });
});

function seen({ position, lost, twice }: Place) {
  return { position, lost, twice };
}
