import { readFileSync } from 'node:fs';

/** The server's version, as its package.json has it. */
export const VERSION = (
  JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string }
).version;
