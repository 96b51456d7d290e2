import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEverySetup } from './in-every-setup.ts';

await inEverySetup((startClient) => {
  for (const loss of ['cut', 'end'] as const) {
    test(`SseService asks for what follows the last id when the stream is ${loss === 'cut' ? 'cut' : 'ended'}`, async (t) => {
      const client = await startClient(t, { initialDelayMs: 0 });
      const first = (await client.nextConnection()).accept();
      assert.equal(first.headers['last-event-id'], undefined);
      await first.send('id: abc\ndata: one\n\n', 'data: two\n\n');
      await client.receives({ id: 'abc', data: 'one' }, { id: 'abc', data: 'two' });
      first[loss]();
      const second = (await client.nextConnection()).accept();
      assert.equal(second.headers['last-event-id'], 'abc');
      await client.fails();
      await second.send('id: def\ndata: three\n\n');
      await client.receives({ id: 'def', data: 'three' });
    });
  }

  test('SseService asks for everything when the last id was empty', async (t) => {
    const client = await startClient(t, { initialDelayMs: 0 });
    const first = (await client.nextConnection()).accept();
    await first.send('id: abc\ndata: one\n\n', 'id:\ndata: two\n\n');
    await client.receives({ id: 'abc', data: 'one' }, { data: 'two' });
    first.cut();
    const second = await client.nextConnection();
    assert.equal(second.headers['last-event-id'], undefined);
  });

  test('SseService forgets an event of which only a part came, its id included', async (t) => {
    const client = await startClient(t, { initialDelayMs: 0 });
    const first = (await client.nextConnection()).accept();
    await first.send('id: abc\ndata: one\n\nid: def\ndata: half');
    await client.receives({ id: 'abc', data: 'one' });
    first.cut();
    const second = (await client.nextConnection()).accept();
    assert.equal(second.headers['last-event-id'], 'abc');
    await client.fails();
    await second.send('data: whole\n\n');
    await client.receives({ id: 'abc', data: 'whole' });
  });

  test('SseService brings what follows after ten cuts, each event once', async (t) => {
    const client = await startClient(t, { initialDelayMs: 0 });
    for (let count = 1; count <= 10; count += 1) {
      const connection = (await client.nextConnection()).accept();
      if (count > 1) await client.fails();
      await connection.send(`id: ${count}\ndata: event ${count}\n\n`);
      await client.receives({ id: String(count), data: `event ${count}` });
      connection.cut();
    }
  });

  test('SseService can begin after an event', async (t) => {
    const client = await startClient(t, { lastEventId: 'abc' });
    const connection = await client.nextConnection();
    assert.equal(connection.headers['last-event-id'], 'abc');
  });
});
