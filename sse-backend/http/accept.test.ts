import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredEncoding, preferredType } from './accept.ts';

const OFFERED = ['application/json', 'text/csv', 'application/fhir+json'] as const;

function preferred(accept: string | undefined): string | undefined {
  return preferredType(accept, OFFERED);
}

test('who has no wish gets the first type offered', () => {
  for (const accept of [undefined, '', '*/*', 'text/html,application/xml;q=0.9,*/*;q=0.8', '*/*;q=0.001']) {
    assert.equal(preferred(accept), 'application/json', String(accept));
  }
});

test('the highest quality wins, and the first offered among equals', () => {
  assert.equal(preferred('text/csv'), 'text/csv');
  assert.equal(preferred('TEXT/CSV;charset=utf-8'), 'text/csv');
  assert.equal(preferred('text/*'), 'text/csv');
  assert.equal(preferred('application/json;q=0.5, text/csv;q=0.8'), 'text/csv');
  assert.equal(preferred('text/csv, application/json'), 'application/json');
  assert.equal(preferred('text/csv, */*;q=0.1'), 'text/csv');
});

test('a type with a suffix is its own: it is neither JSON nor preferred to it unasked', () => {
  assert.equal(preferred('application/fhir+json'), 'application/fhir+json');
  assert.equal(preferred('application/fhir+json; fhirVersion=4.0'), 'application/fhir+json');
  assert.equal(preferred('application/json;q=0.9, application/fhir+json'), 'application/fhir+json');
  assert.equal(preferred('application/fhir+json;q=0.9, text/csv'), 'text/csv');
  assert.equal(preferred('application/*'), 'application/json');
});

test('the most specific range tells the quality of a type', () => {
  assert.equal(preferred('*/*, application/json;q=0'), 'text/csv');
  assert.equal(preferred('text/*;q=0.9, text/csv;q=0.1, application/*;q=0.5'), 'application/json');
});

test('weights and ranges that other libraries write are read as they mean them', () => {
  // The default of Java's HttpURLConnection.
  assert.equal(preferred('text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2'), 'application/json');
  assert.equal(preferred('*'), 'application/json');
  assert.equal(preferred('text/csv;q=.9, */*;q=.2'), 'text/csv');
  assert.equal(preferred('application/json;q=0.33333, text/csv;q=0.66667'), 'text/csv');
  assert.equal(preferred('application/json;q=1.5, text/csv'), 'application/json');
  assert.equal(preferred('text/csv ; header="a,b;q=0" ; Q = 0.9, application/json;q=0.8'), 'text/csv');
  assert.equal(preferred('text/csv;q=0.1;header=absent, text/csv, application/json;q=0.5'), 'text/csv');
});

test('a quote that is never closed takes in the rest of the header, which is searched once', () => {
  assert.equal(preferred('application/json;q=0.1;header="a, text/csv'), 'application/json');
  assert.equal(preferred(String.raw`application/json;q=0.1;header="\", text/csv`), 'application/json');
  assert.equal(preferred('application/json;q=0.1;header="a\\'), 'application/json');
});

test('nothing is preferred when nothing is acceptable', () => {
  for (const accept of ['text/html', '*/*;q=0', 'application/json;q=0', 'text/csv;q=nonsense', ',;=', 'json']) {
    assert.equal(preferred(accept), undefined, accept);
  }
});

test('an encoding is the one that a client likes best, and the first offered among equals', () => {
  const preferredOf = (header: string | undefined) => preferredEncoding(header, ['br', 'gzip']);
  for (const header of ['br', 'gzip, deflate, br, zstd', 'BR', '*', 'gzip;q=0.5, br;q=0.9', 'gzip, *']) {
    assert.equal(preferredOf(header), 'br', header);
  }
  for (const header of ['gzip', 'br;q=0, gzip', 'gzip;q=1.0, br;q=0.5', 'br;q=0.0, *;q=0.1', 'gzip;q=0.1']) {
    assert.equal(preferredOf(header), 'gzip', header);
  }
  for (const header of [undefined, '', 'identity', 'br;q=0', '*;q=0', 'gzip-br', 'identity, br;q=0.5', 'br;q=much']) {
    assert.equal(preferredOf(header), undefined, String(header));
  }
});
