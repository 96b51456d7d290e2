// `npm run bench -- soak`: clients that are cut, stall and come back while the server is killed again and again, and readings all the
// time; at the end each client must have had each event once, and the server be as large as before. `-- --minutes 120` for
// longer; `--clients N`, `--rate N` readings a second. What was seen goes to docs/benchmark.md if it took 20 minutes or more.
import { parseArgs } from 'node:util';
import { SeededRandom } from '../../e2e/seeded-random.ts';
import { CleanUp } from '../clean-up.ts';
import { markdownTable } from '../document/markdown-table.ts';
import { writeSections } from '../document/sections.ts';
import { endedBySignal } from '../ended-by-signal.ts';
import { wholeNumber } from '../whole-number.ts';
import { FILTER_ONE_IN, LAST_PART, soak, type Soaked } from './soak.ts';

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
if (process.platform !== 'linux')
  throw new Error('The soak needs Linux: it looks into /proc for what the server takes.');
const minutes = wholeNumber('minutes', values.minutes);
const options = {
  clients: wholeNumber('clients', values.clients),
  readingsPerSecond: wholeNumber('rate', values.rate),
  seconds: minutes * 60,
};
const random = SeededRandom.fromEnvironment();
console.log(`TEST_SEED=${random.seed}`);

const cleanUp = new CleanUp();
cleanUp.runWhen(endedBySignal());
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

function isFlat({ memory: { warm, end } }: Soaked): boolean {
  return end <= Math.max(warm * MOST_GROWTH, warm + MOST_GROWTH_BYTES);
}

function areHandlesFlat({ handles: { before, after } }: Soaked): boolean {
  return after <= before + MOST_MORE_HANDLES;
}

function textOf(soaked: Soaked): string {
  const { sent, surplus, failures, kills, dropped, seen, memory, handles } = soaked;
  const rows: readonly (readonly [string, string])[] = [
    ['connections', count(seen.connections)],
    ['cut by the client, be it within a frame', count(seen.cuts)],
    ['stalls: a client asks for 7 MB and reads nothing for up to 70 s', count(seen.stalls)],
    ['of them ended by the server, after 60 s', count(dropped)],
    ['kills (-9) of the server', count(kills)],
    ['posts without an answer, sent again', count(failures)],
    ['readings sent', count(sent)],
    ['readings in the log beyond them', count(surplus)],
    ['events delivered', count(seen.received)],
    ['lost', count(seen.lost)],
    ['twice', count(seen.twice)],
    ['memory after warm-up, MiB', mebibytes(memory.warm)],
    ['memory at the end, MiB', mebibytes(memory.end)],
    ['its slope between, MiB a minute', mebibytes(memory.perMinute)],
    ['handles before anyone came', count(handles.before)],
    ['handles when everyone had left', count(handles.after)],
  ];
  return [
    `${count(options.clients)} clients for ${minutes} minutes, one in ${FILTER_ONE_IN} with a filter; ` +
      `${options.readingsPerSecond} readings of 1 KiB a second. They are cut, stall and come back with their last id, while the ` +
      `server is killed again and again. In the last ${(minutes * LAST_PART).toFixed(1)} minutes it isn't, so that its ` +
      'memory can be looked at: once warm, and at the end. Each client checks that every event it asked for comes once, in order.',
    markdownTable(['', ''], rows),
    [
      `- Exactly once: ${verdict(isExact(soaked))}`,
      `- Memory flat: ${verdict(isFlat(soaked))}`,
      `- Handles flat: ${verdict(areHandlesFlat(soaked))}`,
    ].join('\n'),
  ].join('\n\n');
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'MISSED';
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
