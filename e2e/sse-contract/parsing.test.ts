import { test } from 'node:test';
import { inEverySetup } from './in-every-setup.ts';
import { PARSING_CASES } from './parsing-cases.ts';

await inEverySetup((startClient, { browser, transport }) => {
  const isFirefoxOwn = browser === 'firefox' && transport === 'native';
  for (const { title, chunks, events: standard, inFirefox } of PARSING_CASES) {
    const deviation = isFirefoxOwn ? inFirefox : undefined;
    const events = deviation ?? standard;
    test(`SseService brings ${deviation ? 'what Firefox makes of ' : ''}${title}`, async (t) => {
      const client = await startClient(t);
      const connection = (await client.nextConnection()).accept();
      for (const type of new Set(events.flatMap((event) => event.type ?? []))) await client.listen(type);
      await connection.send(...chunks);
      await client.receives(...events);
    });
  }
});
