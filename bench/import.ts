// `npm run bench -- import`: a CSV of a million readings through the server, beside the usual csv-parse with a batched INSERT, in one
// run and alternately; and what a live reading waits meanwhile. `--quick` takes 200,000 rows; `--runs N` does it so often.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../e2e/server-memory.ts';
import { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { writeImportFile } from './import-file.ts';
import { importByCsvParse } from './import-peer.ts';
import { importFile, type ImportRun } from './import-server.ts';
import { LivePosts, quantile } from './live-posts.ts';

/** What the import is held to. */
const BAR_ROWS_PER_SECOND = 50_000;
const BAR_MEMORY_BYTES = 64 * 1024 * 1024;
const BAR_LATENCY_RATIO = 2;

/** Live readings come 50 times a second, as from a thousand sensors that tell three times a minute. */
const LIVE_EVERY_MS = 20;

/** How long the server's latency is measured without an import. */
const IDLE_MS = 15_000;

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, runs: { type: 'string', default: '3' } } });
const rows = values.quick === true ? 200_000 : 1_000_000;
const runs = Number(values.runs);

const folder = mkdtempSync(join(tmpdir(), 'vitalwire-bench-'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const csv = join(folder, 'readings.csv');
await writeImportFile(csv, rows);
console.log(`\n${count(rows)} rows, ${(statSync(csv).size / 1e6).toFixed(0)} MB, ${runs} runs of each, alternately`);
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}\n`);

const ours: ImportRun[] = [];
const peers: number[] = [];
for (let run = 0; run < runs; run += 1) {
  peers.push(await importByCsvParse(csv, join(folder, `peer-${run}.sqlite`)));
  ours.push(await withServer(`alone-${run}`, (server) => importFile(server, csv)));
  rmSync(join(folder, `peer-${run}.sqlite`));
}
const idle: number[] = [];
const busy: number[] = [];
for (let run = 0; run < runs; run += 1) {
  await withServer(`live-${run}`, async (server) => {
    idle.push(quantile(await whileFor(server.url, `idle-${run}`, () => passed(IDLE_MS)), 0.99));
    busy.push(quantile(await whileFor(server.url, `busy-${run}`, () => importFile(server, csv)), 0.99));
  });
}

const ourRate = rows / median(ours.map(({ importSeconds }) => importSeconds));
const withUpload = rows / median(ours.map(({ importSeconds, uploadSeconds }) => importSeconds + uploadSeconds));
const memory = Math.max(...ours.map(({ memoryBytes }) => memoryBytes));
const ratio = median(busy.map((each, run) => each / (idle[run] ?? NaN)));
console.log(
  `Vitalwire, from 202 to done            ${count(ourRate).padStart(9)} rows/s  (with the upload ${count(withUpload)})`,
);
console.log(
  `csv-parse and INSERT, 1,000 a commit   ${count(rows / median(peers)).padStart(9)} rows/s  (no check, no progress, one index)`,
);
console.log(`Server memory, at most                 ${`+${(memory / 2 ** 20).toFixed(1)}`.padStart(9)} MiB`);
console.log(
  `Live reading, p99: idle ${median(idle).toFixed(1)} ms, during an import ${median(busy).toFixed(1)} ms (${ratio.toFixed(2)} ×)`,
);
const isGood = ourRate >= BAR_ROWS_PER_SECOND && memory < BAR_MEMORY_BYTES && ratio <= BAR_LATENCY_RATIO;
console.log(
  `\n${isGood ? 'All' : 'Not all'} within ${count(BAR_ROWS_PER_SECOND)} rows/s, 64 MiB and ${BAR_LATENCY_RATIO} ×.`,
);
process.exitCode = isGood ? 0 : 1;

async function withServer<T>(name: string, work: (server: ServerProcess) => Promise<T>): Promise<T> {
  const data = join(folder, name);
  const server = await ServerProcess.start(['--data', data]);
  try {
    return await work(server);
  } finally {
    await server.stop();
    rmSync(data, { recursive: true });
  }
}

/** What live readings wait while something else is done. */
async function whileFor(url: string, tag: string, work: () => Promise<unknown>): Promise<readonly number[]> {
  const posts = new LivePosts(url, tag, LIVE_EVERY_MS);
  await work();
  return posts.stop();
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
