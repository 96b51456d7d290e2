// `npm test`: every suite, or those named (`npm test -- backend e2e`), and one line that adds them up.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { shareBrowsers } from '../e2e/browsers.ts';
import { provideBrowsers } from './browsers.ts';
import { provideCompiler } from './compiler.ts';
import { FILES_AT_ONCE, runNodeTests, type Tally } from './node-tests.ts';
import { exitCode, NG, ROOT, runNode } from './processes.ts';
import { providePromtool } from './promtool.ts';
import { provideProxies } from './proxies.ts';

const SUITES = {
  backend: () => nodeTests('sse-backend/**/*.test.ts'),
  app: karmaTests,
  e2e: browserTests,
} as const;

type SuiteName = keyof typeof SUITES;

const given = process.argv.slice(2);
const named = given.filter((name) => name !== '--full');
const names = named.length > 0 ? named : Object.keys(SUITES);
// Some tests have a larger scale, which takes minutes.
const isFullScale = given.includes('--full');
if (isFullScale) process.env['TEST_FULL'] = '1';
const unknown = names.find((name) => !(name in SUITES));
if (unknown !== undefined)
  throw new Error(`There is no suite ${unknown}: name some of ${Object.keys(SUITES).join(', ')}.`);
if (names.some((name) => name !== 'backend')) provideBrowsers();
if (names.includes('e2e')) {
  provideProxies();
  providePromtool();
  provideCompiler();
}

const tallies: Tally[] = [];
for (const name of names) {
  console.log(`\n── ${name} ──`);
  tallies.push(await SUITES[name as SuiteName]());
}
const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
const skipped = sum('skipped') === 0 ? '' : `, ${sum('skipped')} SKIPPED`;
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);

function nodeTests(pattern: string): Promise<Tally> {
  const files = globSync(pattern, { cwd: ROOT }).map((file) => join(ROOT, file));
  return runNodeTests(files, isFullScale);
}

async function browserTests(): Promise<Tally> {
  const code = await exitCode(runNode(['scripts/build.ts', 'vitalwire', 'sse-contract']));
  if (code !== 0) return { passed: 0, failed: 1, skipped: 0 };
  const closeBrowsers = await shareBrowsers(FILES_AT_ONCE);
  try {
    return await nodeTests('e2e/**/*.test.ts');
  } finally {
    await closeBrowsers();
  }
}

function karmaTests(): Promise<Tally> {
  return count([NG, 'test', '--watch=false', '--progress=false'], (output) => {
    const [, executed = 0, failed = 0] =
      [...output.matchAll(/Executed (\d+) of \d+(?: \((\d+) FAILED\))?/g)].at(-1) ?? [];
    return { passed: Number(executed) - Number(failed), failed: Number(failed), skipped: 0 };
  });
}

/** Runs a suite, shows what it prints, and reads the counts from it; a suite that failed counts at least one failure. */
async function count(args: readonly string[], read: (output: string) => Tally): Promise<Tally> {
  const child = runNode(args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const code = await exitCode(child);
  const tally = read(output);
  return code === 0 ? tally : { ...tally, failed: Math.max(1, tally.failed) };
}
