// `npm run bench`: how fast readings go from one request to thousands of streams, ours beside the peers on one machine in one
// run, and docs/benchmark.md from what it measured. `-- --quick` takes under three minutes and leaves the file as it is;
// `--only S1,S3` asks less, `--servers Vitalwire,nchan` fewer; `--runs N` how often each is asked (3; quick: 1);
// `--tiny` shows in seconds that everything works, and measures nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contenders } from './contenders.ts';
import { moveToLoadCore } from './cores.ts';
import { writeSections } from './document.ts';
import { compileLoad } from './load.ts';
import { machine } from './machine.ts';
import { mediansOf } from './medians.ts';
import type { Bench } from './measure.ts';
import { barLines, sectionOf, tableOf } from './report.ts';
import type { Figures, Medians, Scenario } from './scenario.ts';
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
const runs = Number(values.runs ?? (size === 'full' ? 3 : 1));
const asked = values.only?.split(',') ?? SCENARIOS.map(({ code }) => code);
const unknown = asked.find((code) => !SCENARIOS.some((scenario) => scenario.code === code));
if (unknown !== undefined) throw new Error(`There is no scenario ${unknown}: name some of S1 to S${SCENARIOS.length}.`);
if (process.platform !== 'linux' || availableParallelism() < 2)
  throw new Error('The benchmark needs Linux and two cores: one for the load and one for the server that is measured.');

const folder = mkdtempSync(join(tmpdir(), 'vitalwire-bench-'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

moveToLoadCore();
const bench: Bench = { program: compileLoad(folder), folder, size };
const all = contenders().filter(({ name }) => values.servers.split(',').some((part) => name.includes(part)));
console.log(`${machine()}\n`);

const sections = new Map<string, string>();
for (const scenario of SCENARIOS.filter(({ code }) => asked.includes(code))) {
  const medians = await askAll(scenario);
  console.log(`\n${scenario.code}: ${scenario.title}\n`);
  console.log(tableOf(scenario, medians));
  for (const line of barLines(scenario, medians)) console.log(line);
  console.log();
  sections.set(`${scenario.code}: ${scenario.title}`, sectionOf(scenario, bench, medians, runs));
}
// A table of some would stand there as if it were of all.
if (size === 'full' && values.servers === '') await writeSections(new Map([['The machine', machine()], ...sections]));

/** Asks everyone in turn, each run beginning with another, so that no one always comes first or on a warm machine. */
async function askAll(scenario: Scenario): Promise<Medians> {
  const asked = scenario.contenders(all);
  const figures = new Map<string, Figures[]>(asked.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (let turn = 0; turn < asked.length; turn += 1) {
      const contender = asked[(turn + run) % asked.length];
      if (!contender) continue;
      process.stdout.write(`${scenario.code} ${run + 1}/${runs} ${contender.name} `);
      const measured = await scenario.measure(bench, contender).catch(tellFailure);
      if (!measured) continue;
      console.log(
        scenario.metrics
          .slice(0, 4)
          .map(({ key, decimals }) => measured[key]?.toFixed(decimals) ?? '–')
          .join('  '),
      );
      figures.get(contender.name)?.push(measured);
    }
  }
  return mediansOf(figures);
}

/** One that fails is not to take the hour of all others with it. */
function tellFailure(error: unknown): undefined {
  console.log(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
