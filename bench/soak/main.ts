// `npm run soak`: clients that are cut, stall and come back while the server is killed again and again, and readings all the
// time; at the end each client must have had each event once, and the server be as large as before. `-- --minutes 120` for
// longer; `--clients N`, `--rate N` readings a second. What was seen goes to docs/benchmark.md if it took 20 minutes or more.
import { parseArgs } from 'node:util';
import { SeededRandom } from '../../e2e/seeded-random.ts';
import { CleanUp } from '../clean-up.ts';
import { writeSections } from '../fanout/document.ts';
import { LAST_PART, soak, type Soaked } from './soak.ts';

const USUAL_MINUTES = 20;

/** A heap that is collected now and then is flat within these. */
const MOST_GROWTH = 1.15;
const MOST_GROWTH_BYTES = 16 * 2 ** 20;

/** Files that SQLite opens as it goes. */
const MOST_MORE_HANDLES = 4;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: String(USUAL_MINUTES) },
    clients: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '25' },
  },
});
const minutes = Number(values.minutes);
const options = { clients: Number(values.clients), readingsPerSecond: Number(values.rate), seconds: minutes * 60 };
const random = SeededRandom.fromEnvironment();
console.log(`VITALWIRE_SEED=${random.seed}`);

const cleanUp = new CleanUp();
try {
  const soaked = await soak(cleanUp, options, random);
  console.log(textOf(soaked));
  if (minutes >= USUAL_MINUTES) await writeSections(new Map([['Soak', textOf(soaked)]]));
  process.exitCode = isExact(soaked) && isFlat(soaked) && areHandlesFlat(soaked) ? 0 : 1;
} finally {
  await cleanUp.run();
}

function isExact({ surplus, seen }: Soaked): boolean {
  return surplus === 0 && seen.lost === 0 && seen.twice === 0;
}

function isFlat({ memory: { middle, last } }: Soaked): boolean {
  return last <= Math.max(middle * MOST_GROWTH, middle + MOST_GROWTH_BYTES);
}

function areHandlesFlat({ handles: { before, after } }: Soaked): boolean {
  return after <= before + MOST_MORE_HANDLES;
}

function textOf(soaked: Soaked): string {
  const { sent, surplus, failures, kills, seen, memory, handles } = soaked;
  return [
    `${count(options.clients)} clients for ${minutes} minutes, ${options.readingsPerSecond} readings a second, the server killed (-9) ` +
      `${kills} times: ${count(seen.connections)} connections, of which the clients cut ${count(seen.cuts)}, be it within a ` +
      `frame; ${count(seen.stalls)} times one stopped reading for up to 70 s; ${failures} posts got no answer and were sent again.\n`,
    `- ${count(sent)} readings, in the log ${surplus} more or less than that; ${count(seen.received)} events received, ` +
      `${seen.lost} lost, ${seen.twice} twice: ${isExact(soaked) ? 'exactly once' : 'WRONG'}.`,
    `- Memory in the last ${Math.round(minutes * LAST_PART)} minutes: ${mebibytes(memory.middle)} MiB in their middle, ` +
      `${mebibytes(memory.last)} MiB at their end: ${isFlat(soaked) ? 'flat' : 'GROWN'}.`,
    `- Handles: ${handles.before} before anyone came, ${handles.after} when everyone had left: ` +
      `${areHandlesFlat(soaked) ? 'flat' : 'GROWN'}.`,
  ].join('\n');
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
