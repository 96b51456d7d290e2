// `npm run bench -- transports`: the same readings to the same page by Server-Sent Events, WebSocket, long polling and polling,
// in a real browser; the table goes to docs/benchmark.md and to the README. `--quick` takes one and a half minutes
// and writes nothing; `--runs N` how often each is tried (3; quick: 1).
import { parseArgs } from 'node:util';
import { launchChromium } from '../../e2e/browsers.ts';
import { median } from '../../e2e/server-memory.ts';
import { CleanUp } from '../clean-up.ts';
import { howOften } from '../document/how-often.ts';
import { markdownTable } from '../document/markdown-table.ts';
import { writeSections } from '../document/sections.ts';
import { endedBySignal } from '../ended-by-signal.ts';
import { wholeNumber } from '../whole-number.ts';
import { writeToReadme } from './readme.ts';
import { TRIAL_KEYS, tryTransport, type Trial } from './trial.ts';
import { TRANSPORTS, type Transport } from './transport.ts';

const TITLES = {
  bytes: 'bytes per event on the wire',
  cpuUs: 'server CPU per event, µs',
  p50Ms: 'p50, ms',
  p99Ms: 'p99, ms',
  connections: 'connections',
  requests: 'requests a second',
  lost: 'events lost by a cut of 3 s',
} as const satisfies Record<keyof Trial, string>;

/** Why they are what they are. */
const REASONS = {
  bytes:
    'what TCP carries, both ways. A reading has 113; a stream adds its id and framing, WebSocket two bytes, a poll the heads ' +
    'of a request and its answer. Polled once a second, all readings of that second share one pair of heads',
  cpuUs: 'user and system time beyond publishing to nobody. A request for each event costs most, one a second least',
  p50Ms: "from a reading's time to the page's script. Whoever asks once a second is half a second late on average",
  p99Ms: 'the same; 1 in 100 took longer',
  connections: 'in use while readings came. Polls use theirs again',
  requests: 'while readings came. A stream is asked for once',
  lost: 'the page opens its WebSocket again a second after it broke, and nobody tells it what it missed. The others say where they were',
} as const satisfies Record<keyof Trial, string>;

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, runs: { type: 'string' } } });
const runs = wholeNumber('runs', values.runs ?? (values.quick ? '1' : '3'));
const options = { readingsPerSecond: 20, seconds: values.quick ? 2 : 15 };
const names = Object.keys(TRANSPORTS) as Transport[];

const trials = new Map<Transport, Trial[]>(names.map((name) => [name, []]));
const browser = await launchChromium();
const version = browser.version();
const cleanUp = new CleanUp();
cleanUp.after(() => browser.close());
cleanUp.runWhen(endedBySignal());
try {
  for (let run = 0; run < runs; run += 1) {
    for (const name of names) {
      const trial = await tryTransport(browser, name, options);
      console.log(name, trial);
      trials.get(name)?.push(trial);
    }
  }
} finally {
  await cleanUp.run();
}

const table = tableOf(trials);
const reasons = TRIAL_KEYS.map((key) => `- ${TITLES[key]}: ${REASONS[key]}.`).join('\n');
const text =
  `${options.readingsPerSecond} readings a second for ${options.seconds} s to one page in Chromium ${version}, Node ${process.versions.node}; ` +
  'then a cut of 3 s, in which connections break and none is taken. The same server for all, and only what each gives by ' +
  'itself: EventSource comes back with the last id; the page opens its WebSocket again; each poll says what it has. ' +
  `${howOften(runs)}\n\n${table}\n\n${reasons}`;
console.log(`\n${text}`);
if (!values.quick) {
  await writeSections(new Map([['Transports', text]]));
  await writeToReadme(table);
}

function tableOf(trials: ReadonlyMap<Transport, readonly Trial[]>): string {
  const rows = TRIAL_KEYS.map((key) => {
    const medians = [...trials.values()].map((each) => median(each.map((trial) => trial[key])));
    return [TITLES[key], ...medians.map((value) => value.toFixed(value < 10 && !Number.isInteger(value) ? 1 : 0))];
  });
  const head = ['', ...[...trials.keys()].map((name) => TRANSPORTS[name])];
  return markdownTable(head, rows);
}
