import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startStill } from '../testing/still-stream.ts';
import { StreamClient } from '../testing/stream-client.ts';

test('the clock tells the time at once and then every second, as unnamed events without ids, the first with the time to reconnect', async (t) => {
  const { server } = await startStill(t, 0);
  const client = await StreamClient.open(`${server.url}/stream`);
  t.after(() => client.cut());
  await client.until(({ events }) => events.length === 2);
  assert.match(
    client.text,
    /^retry: [1-4]\d{3}\n(data: \{"message":"Server Time: (1[0-2]|[1-9]):[0-5]\d:[0-5]\d [AP]M"\}\n\n){2}$/,
  );
  assert.equal(client.headers['content-type'], 'text/event-stream; charset=utf-8');
  const seconds = client.events.map(({ data }) => Number(/:(\d\d) /.exec(data)?.[1]));
  assert.ok([1, 2].includes(((seconds[1] ?? 0) - (seconds[0] ?? 0) + 60) % 60));
});
