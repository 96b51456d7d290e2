import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { CAN_MOUNT, onDiskOf, onSmallDisk } from '../sse-backend/testing/small-disk.ts';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';
import { inEveryBrowser } from './browsers.ts';
import { ImportsPage } from './imports-page.ts';
import { LONGEST_NAME, readingsCsv } from './readings-csv.ts';
import { BUILT_APP } from './vitalwire.ts';

/** Some 12 MB that become some 25 MB in the log. */
const ROWS = 50_000;

/** There is room for the file and the 16 MiB that have to stay free beside it, but not for all that becomes of it. */
const DISK_MEBIBYTES = 100;
const FILLER_MEBIBYTES = 70;

// Other systems have no way to make a small disk without being root.
if (CAN_MOUNT) {
  await inEveryBrowser((browser) => {
    test('when the disk is full half-way the page says so, the server goes on serving, and with room again the import goes on by itself', async (t) => {
      const folder = tempFolder(t);
      const args = ['--data', folder, '--static', BUILT_APP];
      const server = await ServerProcess.start(args, onSmallDisk(folder, DISK_MEBIBYTES));
      t.after(() => server.kill9());
      const filler = onDiskOf(server, folder, 'filler');
      writeFileSync(filler, Buffer.alloc(FILLER_MEBIBYTES * 2 ** 20));
      const reader = await ImportsPage.create(t, browser);
      await reader.open(server.url);
      const file = join(tempFolder(t), 'many.csv');
      writeFileSync(file, readingsCsv(ROWS, LONGEST_NAME));
      await reader.input.setInputFiles(file);
      await reader.send();
      await reader.problem
        .filter({ hasText: "The server's disk is full, but for what is kept for readings; free some room" })
        .waitFor();

      assert.equal((await fetch(`${server.url}/api/readings/latest`)).status, 200);
      await reader.page.reload();
      await reader.problem.filter({ hasText: "The server's disk is full" }).waitFor();
      await reader.page.getByText(/^Processing: [1-9]/).waitFor();

      rmSync(filler);
      await reader.ends('All 50,000 rows were imported.');
      assert.equal(await reader.problem.count(), 0);
      assert.deepEqual(reader.errors, []);
    });
  });
}
