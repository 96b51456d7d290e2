// `npm run bench -- trend`: how long a person's trend of 30 days takes beside ten million readings of others, and how long it
// would by the rows. `--quick` puts it beside one million; `--runs N` asks so often. Needs 3 GB in the temp folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { Trend } from '../sse-backend/contract/trend.ts';
import { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { fillMonth, MONTH_MS, PERSON, READINGS } from './month-log.ts';
import { trendByRows } from './trend-by-rows.ts';

/** What the trend is held to: the whole answer over HTTP. */
const BAR_MS = 100;

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, runs: { type: 'string', default: '20' } } });
const others = values.quick === true ? 1_000_000 : 10_000_000;
const runs = Number(values.runs);
const to = Date.now();
const query = { rfid: PERSON, from: to - MONTH_MS, to, bucketMs: Math.ceil(MONTH_MS / 300) };

const folder = mkdtempSync(join(tmpdir(), 'vitalwire-bench-'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'log.sqlite');
const perSecond = await fillMonth(file, { from: query.from, others });
console.log(`\n${count(READINGS)} readings of one person over 30 days, beside ${count(others)} of others`);
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}`);
console.log(`stored through the log at ${count(perSecond)} a second\n`);

const server = await ServerProcess.start(['--data', folder]);
let overHttp: readonly number[];
try {
  overHttp = await times(runs, askTrend);
} finally {
  await server.stop();
}
const byRows = await times(3, () => trendByRows(file, query));

console.log(`${''.padEnd(36)}${['first', 'median', 'worst'].map((name) => name.padStart(13)).join('')}`);
console.log(row('GET /api/readings/trend, over HTTP', overHttp));
console.log(row('reading and parsing the rows', byRows));
const under = overHttp.filter((milliseconds) => milliseconds < BAR_MS).length;
console.log(`\n${under} of ${runs} answers in under ${BAR_MS} ms.`);
process.exitCode = under > runs / 2 ? 0 : 1;

async function askTrend(): Promise<number> {
  const range = `from=${new Date(query.from).toISOString()}&to=${new Date(to).toISOString()}`;
  const response = await fetch(`${server.url}/api/readings/trend?rfid=${PERSON}&${range}&points=300`);
  const { Points } = (await response.json()) as Trend;
  return Points.reduce((sum, { Count }) => sum + Count, 0);
}

/** Milliseconds of each run; all have to count every reading. */
async function times(howOften: number, run: () => number | Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let each = 0; each < howOften; each += 1) {
    const start = performance.now();
    const counted = await run();
    all.push(performance.now() - start);
    if (counted !== READINGS) throw new Error(`The trend counts ${counted} readings; there are ${READINGS}.`);
  }
  return all;
}

function row(name: string, milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((one, other) => one - other);
  const shown = [milliseconds[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return name.padEnd(36) + shown.map((value = NaN) => `${value.toFixed(1)} ms`.padStart(13)).join('');
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
