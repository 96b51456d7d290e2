import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTemperature, toCelsius, toFahrenheit } from './temperature.ts';

test('a temperature is a decimal number and its unit', () => {
  assert.deepEqual(parseTemperature('102.5F'), { value: 102.5, unit: 'F' });
  assert.deepEqual(parseTemperature('37C'), { value: 37, unit: 'C' });
  assert.deepEqual(parseTemperature('-3.5C'), { value: -3.5, unit: 'C' });
});

test('anything else is not a temperature', () => {
  for (const text of [
    '',
    'C',
    '37',
    '37 C',
    '37c',
    '37K',
    '.5C',
    '37.C',
    '1e2C',
    '+37C',
    '0x20C',
    'NaNC',
    '37C ',
    '3'.repeat(16) + 'C',
  ]) {
    assert.equal(parseTemperature(text), undefined, JSON.stringify(text));
  }
});

test('degrees convert without the noise of binary fractions', () => {
  assert.equal(toCelsius({ value: 100.4, unit: 'F' }), 38);
  assert.equal(toCelsius({ value: 95, unit: 'F' }), 35);
  assert.equal(toCelsius({ value: 36.6, unit: 'C' }), 36.6);
  assert.equal(toFahrenheit({ value: 38, unit: 'C' }), 100.4);
});

test('every tenth of a degree Fahrenheit survives the way to Celsius and back', () => {
  for (let tenths = 700; tenths <= 1150; tenths += 1) {
    const value = tenths / 10;
    assert.equal(toFahrenheit({ value: toCelsius({ value, unit: 'F' }), unit: 'C' }).toFixed(4), value.toFixed(4));
  }
});
