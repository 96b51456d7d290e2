import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { ROOT } from '../../scripts/processes.ts';

const FILE = join(ROOT, 'docs', 'benchmark.md');

/** Where a section stands, whichever was measured first: those of a scenario by its code. */
const ORDER = ['How to reproduce', 'The machine', 'What was saturated', 'S', 'Transports', 'Soak'];

const BEGINNING = `# Benchmark

Written by the programs that measured it, section by section; not by hand.

One core has the load alone, the other the server that is measured. The load (\`bench/fanout/load\`) is one thread of C that
reads all streams, counts every event of every client, and posts the readings through one pipelined connection. Each server
gets the same readings by the same requests and sends each of them with an id and an event name; ours stores it durably
first, the others don't store it at all. Those of Node are written as their documentation shows (\`bench/fanout/peers\`).
`;

/** What no program has to measure. */
const FIXED: ReadonlyMap<string, string> = new Map([
  [
    'How to reproduce',
    `On Linux with two cores that have nothing else to do, and a C compiler (\`cc\`):

| command | takes | gives |
| --- | --- | --- |
| \`npm run bench\` | about 35 minutes | S1 to S7: three runs in which all servers take turns, and their medians |
| \`npm run bench -- --quick\` | under 3 minutes | the same, once and shorter; on the screen alone |
| \`npm run bench -- --only S1,S3 --runs 5\` | as asked | some of the questions, asked more often |
| \`npm run bench:transports\` | 9 minutes | the ways to a page side by side (\`-- --quick\`: one and a half, on the screen alone) |
| \`npm run soak\` | 20 minutes | the soak (\`-- --minutes 120\` for longer) |

Where nginx with nchan isn't installed, Debian's packages are fetched and unpacked for it; where they can't be had, it is
left out and named.`,
  ],
  [
    'What was saturated',
    `Below each table stands whose core was full. In S1, S2 and S6 the rate is fixed: a server whose core is full there
can't keep up, and its latency says so. S3 looks for the rate at which the server's core is full; in S5 it is full while
it replays. In S7 it is the disk that a single connection waits for, and the core with many. The load's core shows that
the load was not the limit: its share is of the same time.`,
  ],
]);

/** Puts sections into docs/benchmark.md, by their headings, in place of those of the same beginning. */
export async function writeSections(sections: ReadonlyMap<string, string>): Promise<void> {
  const all = new Map([
    ...readSections(),
    ...[...FIXED, ...sections].map(([heading, text]) => [keyOf(heading), { heading, text }] as const),
  ]);
  const ordered = [...all].sort(([one], [other]) => rank(one) - rank(other) || one.localeCompare(other));
  const texts = ordered.map(([, { heading, text }]) => `## ${heading}\n\n${text}`);
  const whole = [BEGINNING, ...texts].join('\n\n');
  writeFileSync(FILE, await format(whole, { parser: 'markdown', printWidth: 120, singleQuote: true }));
}

interface Section {
  readonly heading: string;
  readonly text: string;
}

function readSections(): ReadonlyMap<string, Section> {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const parts = text.split(/^## /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return [keyOf(heading), { heading, text: lines.join('\n').trim() }];
    }),
  );
}

/** A scenario is known by its code, whatever is said of it behind. */
function keyOf(heading: string): string {
  return /^S\d/.exec(heading)?.[0] ?? heading;
}

function rank(key: string): number {
  return ORDER.indexOf(/^S\d/.test(key) ? 'S' : key);
}
