import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../testing/ask.ts';
import { startApp } from '../testing/test-app.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { reading } from '../testing/test-log.ts';

/** The samples of an answer, as a scraper reads them. @throws AssertionError for what is not the text format */
function parseMetrics(text: string): ReadonlyMap<string, number> {
  for (const [, name = '', type] of text.matchAll(/^# TYPE (\w+) (\w+)$/gm)) {
    assert.equal(name.endsWith('_total'), type === 'counter', name);
  }
  assert.match(text, /^(# HELP (\w+) [^\n]+\.\n# TYPE \2 (counter|gauge)\n\2 [\d.e+-]+\n)+$/);
  return new Map([...text.matchAll(/^(\w+) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]));
}

test('the metrics are in the text format of Prometheus and follow what happens', async (t) => {
  const { app, url } = await startApp(t, '--retain-events', '3');
  const scrape = async () => {
    const { headers, text } = await ask(`${url}/metrics`);
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    return parseMetrics(text);
  };
  const before = await scrape();
  const client = await StreamClient.open(`${url}/events`);
  t.after(() => client.cut());
  await app.log.append(
    Array.from({ length: 5 }, () => reading()),
    'each',
  );
  const after = await scrape();
  const changes = [...after].filter(([name, value]) => name.startsWith('vitalwire') && value !== before.get(name));
  assert.deepEqual(changes, [
    ['vitalwire_requests_total', 3],
    ['vitalwire_streams_open', 1],
    ['vitalwire_stored_events_total', 5],
    ['vitalwire_log_events', 3],
  ]);
  assert.deepEqual(
    [...after.keys()],
    [
      'vitalwire_requests_total',
      'vitalwire_failures_total',
      'vitalwire_stalled_streams_total',
      'vitalwire_streams_open',
      'vitalwire_stored_events_total',
      'vitalwire_imported_readings_total',
      'vitalwire_log_events',
      'vitalwire_log_failing',
      'vitalwire_log_wal_bytes',
      'vitalwire_clock_doubted',
      'vitalwire_clock_off_seconds',
      'vitalwire_stored_ahead_seconds',
      'vitalwire_devices_disagreeing',
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'process_start_time_seconds',
    ],
  );
  assert.ok(Math.abs((after.get('process_start_time_seconds') ?? 0) - performance.timeOrigin / 1000) < 1);
});
