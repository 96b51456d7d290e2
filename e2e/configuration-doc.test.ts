import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FLAGS } from '../sse-backend/config/server-flags.ts';
import type { Flag } from '../sse-backend/config/flags.ts';
import { ROOT } from '../scripts/processes.ts';

const PAGE = join(ROOT, 'docs', 'configuration.md');

test('docs/configuration.md lists the flags, defaults and meanings that --help prints', () => {
  const rows = Object.entries<Flag>(FLAGS).map(([name, flag]) => [
    `\`--${name}${flag.takes === undefined ? '' : ` ${flag.takes}`}\``,
    flag.default,
    flag.meaning.replaceAll('|', '\\|'),
  ]);
  const documented = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `--'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  assert.deepEqual(documented, rows, `Replace the rows in ${PAGE} by:\n${rows.map(rowOf).join('\n')}`);
});

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
