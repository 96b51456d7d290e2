import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/processes.ts';
import { writeMarkdown } from '../document/write-markdown.ts';

const FILE = join(ROOT, 'README.md');
const BEGIN = '<!-- measured by npm run bench -- transports -->';
const END = '<!-- until here -->';

/** Puts the table of the transports into its place in the README. @throws Error when the place is gone */
export async function writeToReadme(table: string): Promise<void> {
  const text = readFileSync(FILE, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${BEGIN} … ${END}`);
  await writeMarkdown(FILE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}
