import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusAlone, type Rules } from '../contract/status.ts';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';
import { FIELD } from '../contract/wire.ts';
import type { NewReading } from '../log/shapes.ts';
import { demoPeople } from './demo-people.ts';
import { DemoSensor } from './demo-sensor.ts';
import { parseReading } from './parse-reading.ts';

const RULES: Rules = { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 }, alarmHoldMs: 0 };

/** Random numbers that are the same in every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function celsiusOf({ temperature }: NewReading): number {
  const parsed = parseTemperature(temperature);
  assert.ok(parsed, temperature);
  return toCelsius(parsed);
}

test('ten thousand people have names and tags of their own, both units among them', () => {
  const people = demoPeople(10_000);
  assert.deepEqual(people[0], { name: 'Mass Roy', rfid: 'R546546', unit: 'F' });
  assert.equal(people[1]?.rfid, 'R546547');
  assert.equal(new Set(people.map(({ name }) => name)).size, 10_000);
  assert.equal(new Set(people.map(({ rfid }) => rfid)).size, 10_000);
  assert.deepEqual(new Set(demoPeople(4).map(({ unit }) => unit)), new Set(['F', 'C']));
});

test('whatever the demo makes could have been posted', () => {
  for (const { name, temperature, rfid } of new DemoSensor(10_000, seededRandom(1)).take(20_000)) {
    const parsed = parseReading({ Name: name, [FIELD.temperature]: temperature, RFID: rfid }, 0);
    assert.equal(parsed.kind, 'good', JSON.stringify(parsed));
    assert.match(temperature, /^\d+\.\d[CF]$/);
  }
});

test('temperatures drift rather than jump, and a person keeps the unit', () => {
  const readings = new DemoSensor(1, seededRandom(2)).take(5000);
  assert.deepEqual(new Set(readings.map(({ temperature }) => temperature.at(-1))), new Set(['F']));
  const celsius = readings.map(celsiusOf);
  const steps = celsius.slice(1).map((value, index) => Math.abs(value - (celsius[index] ?? value)));
  assert.ok(Math.max(...steps) < 1.1, `the largest step is ${Math.max(...steps)} °C`);
});

test('Mass Roy keeps his fever for a while and then comes down from it', () => {
  const statuses = new DemoSensor(1, seededRandom(3)).take(60).map((each) => statusAlone(celsiusOf(each), RULES));
  assert.deepEqual(new Set(statuses.slice(0, 25)), new Set(['fever']));
  assert.deepEqual(new Set(statuses.slice(45)), new Set(['normal']));
});

test('most people are well, some have a fever, few are too cold', () => {
  const statuses = new DemoSensor(1000, seededRandom(4))
    .take(300_000)
    .map((each) => statusAlone(celsiusOf(each), RULES));
  const share = (status: string) => statuses.filter((each) => each === status).length / statuses.length;
  assert.ok(share('fever') > 0.03 && share('fever') < 0.15, `${share('fever')} have a fever`);
  assert.ok(share('hypothermia') > 0.0005 && share('hypothermia') < 0.02, `${share('hypothermia')} are too cold`);
});
