import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TimeZone } from './time-zone.ts';

const local = (text: string) => Date.parse(`${text}Z`);

function instantOf(zone: string, text: string): string {
  const instant = TimeZone.named(zone)!.toInstant(local(text));
  return typeof instant === 'number' ? new Date(instant).toISOString() : instant;
}

test('a local time is the moment at which clocks in that zone show it', () => {
  assert.equal(instantOf('Europe/Berlin', '2026-11-20T08:00:00'), '2026-11-20T07:00:00.000Z');
  assert.equal(instantOf('Europe/Berlin', '2026-07-01T08:00:00.114'), '2026-07-01T06:00:00.114Z');
  assert.equal(instantOf('America/New_York', '2026-11-20T08:00:00'), '2026-11-20T13:00:00.000Z');
  assert.equal(instantOf('Asia/Kathmandu', '2026-11-20T08:00:00'), '2026-11-20T02:15:00.000Z');
  assert.equal(instantOf('Pacific/Kiritimati', '2026-11-20T08:00:00'), '2026-11-19T18:00:00.000Z');
  assert.equal(instantOf('UTC', '2026-11-20T00:00:00'), '2026-11-20T00:00:00.000Z');
});

test('a local time that clocks skip or show twice is neither of its neighbours', () => {
  assert.equal(instantOf('Europe/Berlin', '2026-03-29T01:59:59.999'), '2026-03-29T00:59:59.999Z');
  assert.equal(instantOf('Europe/Berlin', '2026-03-29T02:00:00'), 'skipped');
  assert.equal(instantOf('Europe/Berlin', '2026-03-29T02:59:59.999'), 'skipped');
  assert.equal(instantOf('Europe/Berlin', '2026-03-29T03:00:00'), '2026-03-29T01:00:00.000Z');
  assert.equal(instantOf('Europe/Berlin', '2026-10-25T01:59:59'), '2026-10-24T23:59:59.000Z');
  assert.equal(instantOf('Europe/Berlin', '2026-10-25T02:00:00'), 'repeated');
  assert.equal(instantOf('Europe/Berlin', '2026-10-25T02:59:59.999'), 'repeated');
  assert.equal(instantOf('Europe/Berlin', '2026-10-25T03:00:00'), '2026-10-25T02:00:00.000Z');
  assert.equal(instantOf('Australia/Lord_Howe', '2026-10-04T02:15:00'), 'skipped');
  assert.equal(instantOf('Pacific/Apia', '2011-12-30T12:00:00'), 'skipped');
});

test('a name that is no time zone is none', () => {
  for (const name of ['', 'Berlin', 'Europe/Bärlin', 'GMT+99', ' 01:00'])
    assert.equal(TimeZone.named(name), undefined, name);
  assert.equal(TimeZone.named('Europe/Berlin')?.name, 'Europe/Berlin');
});

const zoneNamed = new Map(Intl.supportedValuesOf('timeZone').map((name) => [name, TimeZone.named(name)!]));

test('every moment since 1970, as clocks anywhere show it, is read back the same or refused', () => {
  const zones = fc.constantFrom(...zoneNamed.keys());
  // Near the changes of the clocks as well as anywhere.
  const near = fc.tuple(
    fc.constantFrom('2026-03-29T01:00:00Z', '2026-11-01T06:00:00Z', '1972-01-07T00:44:30Z'),
    fc.integer({ min: -9e6, max: 9e6 }),
  );
  const moments = fc.oneof(
    fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
    near.map(([at, ms]) => Date.parse(at) + ms),
  );
  let read = 0;
  fc.assert(
    fc.property(zones, moments, (name, ms) => {
      const instant = zoneNamed.get(name)!.toInstant(shownAt(name, ms));
      if (instant === 'repeated') return;
      read += 1;
      assert.equal(instant, ms);
    }),
    { numRuns: 5_000 },
  );
  assert.ok(read > 4_500, `${read} were read`);
});

/** What clocks show at a moment, by a formatter of another make than the one that is tested. */
function shownAt(timeZone: string, ms: number): number {
  const text = new Date(ms).toLocaleString('sv-SE', {
    timeZone,
    fractionalSecondDigits: 3,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return Date.parse(`${text.replace(' ', 'T').replace(',', '.')}Z`);
}
