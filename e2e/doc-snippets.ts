import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '..', 'docs', 'clients.md');

/** The code below a heading of docs/clients.md. @throws Error when there is none */
export function snippetFor(client: string): string {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split(`\n## ${client}\n`);
  const [, code] = /^```\w+\n(.*?)^```$/ms.exec(section.split('\n## ')[0] ?? '') ?? [];
  if (code === undefined) throw new Error(`docs/clients.md has no code for ${client}`);
  return code;
}
