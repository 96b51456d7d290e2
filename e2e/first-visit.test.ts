import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChromium } from './browsers.ts';
import { transferredBytes, visitFirst } from './first-visit.ts';
import { postReadings } from './post-readings.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

/**
 * Maximum size of a first visit in bytes, compressed: 2.2 s on a phone's slow connection (400 kbit/s). Without it, code of the
 * late pages moves unnoticed into the part that everyone waits for.
 */
const MAX_BYTES = 110_000;

const browser = await openChromium();

test('the first visit transfers no more than 110 kB until the first reading is there', async (t) => {
  const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
  await postReadings(vitalwire.url, [{ Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546' }]);
  const visit = await visitFirst(browser, vitalwire.url, 'vw-reading-row');
  const bytes = transferredBytes(visit);
  t.diagnostic(visit.files.map((file) => `${file.bytes} ${file.path}`).join('\n'));
  assert.ok(visit.files.length > 3, 'files were loaded');
  assert.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
});
