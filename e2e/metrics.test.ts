import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { findPromtool } from '../scripts/promtool.ts';
import { postReadings } from './post-readings.ts';
import { Vitalwire } from './vitalwire.ts';

const promtool = findPromtool();
const skip = promtool === undefined && 'promtool of Prometheus is not on this machine';

test('promtool has nothing to say against the metrics', { skip }, async (t) => {
  const vitalwire = await Vitalwire.startFor(t);
  await postReadings(vitalwire.url, [{ Name: 'Mass Roy', Temparature: '36.6C', RFID: 'R1' }]);
  const metrics = await (await fetch(`${vitalwire.url}/metrics`)).text();
  const { status, stdout, stderr } = spawnSync(promtool ?? '', ['check', 'metrics'], {
    input: metrics,
    encoding: 'utf8',
  });
  assert.deepEqual([stdout + stderr, status], ['', 0]);
});
