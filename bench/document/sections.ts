import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/processes.ts';
import { BEGINNING, FIXED } from './preface.ts';
import { writeMarkdown } from './write-markdown.ts';

const FILE = join(ROOT, 'docs', 'benchmark.md');

/** Where a section stands, whichever was measured first: those of a scenario by its code. */
const ORDER = ['How to reproduce', 'The machine', 'What was saturated', 'S', 'Transports', 'Soak'];

/** Puts sections into docs/benchmark.md, by their headings, in place of those of the same beginning. */
export async function writeSections(sections: ReadonlyMap<string, string>): Promise<void> {
  const all = new Map([
    ...readSections(),
    ...[...FIXED, ...sections].map(([heading, text]) => [keyOf(heading), { heading, text }] as const),
  ]);
  const ordered = [...all].sort(([one], [other]) => rank(one) - rank(other) || one.localeCompare(other));
  const texts = ordered.map(([, { heading, text }]) => `## ${heading}\n\n${text}`);
  await writeMarkdown(FILE, [BEGINNING, ...texts].join('\n\n'));
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
