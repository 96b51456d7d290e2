// `npm run bench -- fanout`: how fast readings go from one request to thousands of streams, ours beside the peers on one machine in one
// run, and docs/benchmark.md from what it measured. `--quick` takes under three minutes and leaves the file as it is;
// `--only S1,S3` asks less, `--servers Vitalwire,nchan` fewer; `--runs N` how often each is asked (3; quick: 1);
// `--tiny` shows in seconds that everything works, and measures nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSections } from '../document/sections.ts';
import { endedBySignal } from '../ended-by-signal.ts';
import { wholeNumber } from '../whole-number.ts';
import { askAll } from './ask.ts';
import { compilePart } from './compile.ts';
import type { Contender } from './contender.ts';
import { contenders } from './contenders.ts';
import { moveToLoadCore } from './cores.ts';
import { machine } from './machine.ts';
import type { Bench } from './measure.ts';
import { provideNchan } from './nchan.ts';
import { notes, sectionOf, tableOf } from './report.ts';
import { CATCHING_UP } from './scenarios/catching-up.ts';
import { MANY_CLIENTS, MANY_EVENTS } from './scenarios/fan-out.ts';
import { HIGHEST_RATE } from './scenarios/highest-rate.ts';
import { IDLE_MEMORY } from './scenarios/idle-memory.ts';
import { INGEST } from './scenarios/ingest.ts';
import { SLOW_CLIENTS } from './scenarios/slow-clients.ts';

const SCENARIOS = [MANY_EVENTS, MANY_CLIENTS, HIGHEST_RATE, IDLE_MEMORY, CATCHING_UP, SLOW_CLIENTS, INGEST];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    tiny: { type: 'boolean', default: false },
    only: { type: 'string' },
    servers: { type: 'string', default: '' },
    runs: { type: 'string' },
  },
});
const size = values.tiny ? 'tiny' : values.quick ? 'quick' : 'full';
const runs = wholeNumber('runs', values.runs ?? (size === 'full' ? '3' : '1'));
const asked = values.only?.split(',') ?? SCENARIOS.map(({ code }) => code);
const unknown = asked.find((code) => !SCENARIOS.some((scenario) => scenario.code === code));
if (unknown !== undefined) throw new Error(`There is no scenario ${unknown}: name some of S1 to S${SCENARIOS.length}.`);
if (process.platform !== 'linux' || availableParallelism() < 2)
  throw new Error('The benchmark needs Linux and two cores: one for the load and one for the server that is measured.');

const signal = endedBySignal();
const folder = mkdtempSync(join(tmpdir(), 'vitalwire-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
try {
  await measureAll();
} catch (error) {
  if (!signal.aborted) throw error;
  console.log(`\n${String(signal.reason)}`);
  process.exitCode = 1;
}

async function measureAll(): Promise<void> {
  const begin = performance.now();
  moveToLoadCore();
  const bench: Bench = { program: compilePart('load', folder), folder, size, signal };
  const nchan = provideNchan();
  const all = named(contenders(folder, nchan), values.servers.split(','));
  const where = machine(nchan);
  console.log(`${where}\n`);

  const sections = new Map<string, string>();
  for (const scenario of SCENARIOS.filter(({ code }) => asked.includes(code))) {
    const answers = await askAll(scenario, bench, all, runs);
    const heading = `${scenario.code}: ${scenario.title(bench)}`;
    console.log(`\n${heading}\n`);
    console.log(tableOf(scenario, answers.medians));
    for (const line of notes(scenario, answers)) console.log(line);
    console.log();
    sections.set(heading, sectionOf(scenario, bench, answers, runs));
  }
  // A table of some would stand there as if it were of all.
  if (size === 'full' && values.servers === '') await writeSections(new Map([['The machine', where], ...sections]));
  console.log(`It took ${((performance.now() - begin) / 60_000).toFixed(1)} minutes.`);
}

/** Those whose names have one of some parts in them. @throws Error when a part is in none */
function named(all: readonly Contender[], parts: readonly string[]): readonly Contender[] {
  const unknown = parts.find((part) => !all.some(({ name }) => name.includes(part)));
  if (unknown !== undefined)
    throw new Error(`There is no server ${unknown}: name some of ${all.map(({ name }) => name).join('; ')}.`);
  return all.filter(({ name }) => parts.some((part) => name.includes(part)));
}
