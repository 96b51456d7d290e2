import { test } from 'node:test';
import { inEverySetup } from './in-every-setup.ts';
import { PARSING_CASES } from './parsing-cases.ts';

await inEverySetup((startClient, { browser }) => {
  for (const { title, chunks, events, inFirefox } of PARSING_CASES) {
    if (browser === 'firefox' && inFirefox !== undefined) continue;
    test(`SseService brings ${title}`, async (t) => {
      const client = await startClient(t);
      const connection = (await client.nextConnection()).accept();
      for (const type of new Set(events.flatMap((event) => event.type ?? []))) await client.listen(type);
      await connection.send(...chunks);
      await client.receives(...events);
    });
  }
});
