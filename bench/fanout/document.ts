import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { ROOT } from '../../scripts/processes.ts';

const FILE = join(ROOT, 'docs', 'benchmark.md');

/** Where a section stands, whichever was measured first. */
const ORDER = /^(?:The machine|S\d|Transports|Soak)/;

const BEGINNING = `# Benchmark

Written by the programs that measured it, section by section; not by hand. \`npm run bench\` takes about an hour on Linux with two
cores and a C compiler (\`-- --quick\` three minutes, \`-- --only S1,S3\` less, \`-- --runs 5\` is surer); \`npm run bench:transports\`
and \`npm run soak\` write theirs.

One core has the load alone, the other the server that is measured. The load (\`bench/fanout/load\`) is one thread of C that reads
all streams, counts every event of every client, and posts the readings through one pipelined connection; its own core is
shown, so that it can be seen not to be the limit. Each server gets the same readings by the same requests and sends each of them
with an id and an event name; ours stores it durably first, the others don't store it at all. Those of Node are written as
their documentation shows (\`bench/fanout/peers\`).
`;

/** Puts sections into docs/benchmark.md, by their headings, in place of those of the same beginning. */
export async function writeSections(sections: ReadonlyMap<string, string>): Promise<void> {
  const all = new Map([
    ...readSections(),
    ...[...sections].map(([heading, text]) => [keyOf(heading), { heading, text }] as const),
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

function keyOf(heading: string): string {
  return ORDER.exec(heading)?.[0] ?? heading;
}

function rank(key: string): number {
  return ['The machine', 'S', 'Transports', 'Soak'].findIndex((beginning) =>
    beginning === 'S' ? /^S\d/.test(key) : key === beginning,
  );
}
