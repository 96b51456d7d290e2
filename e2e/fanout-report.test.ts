import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mediansOf } from '../bench/fanout/medians.ts';
import { notes, tableOf } from '../bench/fanout/report.ts';
import type { Scenario } from '../bench/fanout/scenario.ts';

const SCENARIO: Scenario = {
  code: 'S0',
  title: () => 'a test',
  about: () => 'Nothing is done.',
  metrics: [
    { key: 'rate', title: 'events a second', decimals: 0 },
    { key: 'busy', title: 'server core busy, %', decimals: 0, core: 'server' },
    { key: 'load', title: 'load core busy, %', decimals: 0, core: 'load' },
  ],
  bars: [
    { text: 'events', value: (medians) => medians.get('Vitalwire')?.['rate'], limit: 1500, direction: 'at least' },
    { text: 'times a server that is left out', value: () => undefined, limit: 2, direction: 'at most' },
  ],
  contenders: (all) => all,
  measure: () => Promise.resolve({}),
};

/** One run of the peer found no rate at all, and so no cores. */
const MEDIANS = mediansOf(
  new Map([
    [
      'Vitalwire',
      [
        { rate: 1000, busy: 50, load: 9 },
        { rate: 3000, busy: 70, load: 7 },
        { rate: 2000, busy: 60, load: 8 },
      ],
    ],
    ['peer', [{ rate: 500, busy: 91, load: 4 }, { rate: 0 }, { rate: 400, busy: 90, load: 5 }]],
    ['broken', []],
  ]),
);

test('the report of the benchmark has the medians of the runs that have a figure, beside ours', () => {
  assert.deepEqual(tableOf(SCENARIO, MEDIANS).split('\n'), [
    '|  | events a second | server core busy, % | load core busy, % | beside ours |',
    '| --- | ---: | ---: | ---: | ---: |',
    '| **Vitalwire** | 2,000 | 60 | 8 | 1.00 × |',
    '| peer | 400 | 91 | 5 | 0.20 × |',
    '| broken | – | – | – | – |',
  ]);
});

test('the report of the benchmark says who failed, which bars are met, and whose core was full', () => {
  assert.deepEqual(notes(SCENARIO, { medians: MEDIANS, failures: ['broken FAILED in run 1 of 3: it ended'] }), [
    'broken FAILED in run 1 of 3: it ended',
    'events, at least 1500: 2000.00: met',
    'times a server that is left out, at most 2: not measured',
    "Saturated: the core of peer; the load's core was busy to 8 % at most.",
  ]);
});
