// `npm run conformance`: LaunchDarkly's `sse-contract-tests` against `SseService`, in each browser and with each transport.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { provideBrowsers } from '../../scripts/browsers.ts';
import { exitCode, runNode } from '../../scripts/processes.ts';
import { launchChromium, launchFirefox } from '../browsers.ts';
import { freePort } from '../free-port.ts';
import { readSuiteOutput, type SuiteResult } from './suite-output.ts';
import { summaryTable } from './summary-table.ts';
import { TestService } from './test-service.ts';
import { chooseSetups, type Setup, setupName } from './setups.ts';

const USAGE = `SSE_CONTRACT_TESTS=<path> npm run conformance -- [--transport native|eventsource] [--browser chromium|firefox]
                                        [--run <pattern>]… [--skip <pattern>]… [--debug]`;

const WHERE_TO_GET_IT = `The suite's released binaries are at
https://github.com/launchdarkly/sse-contract-tests/releases (sse-contract-tests_<system>_<machine>.tar.gz): unpack the one for this
machine, then

  ${USAGE}`;

/** The suite's own options, handed on as they are. */
const SUITE_OPTIONS = {
  run: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  debug: { type: 'boolean' },
} as const;

/** A command line that can't be followed, and why. */
class Misuse extends Error {}

try {
  process.exitCode = await conform();
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function conform(): Promise<number> {
  const suite = process.env['SSE_CONTRACT_TESTS'];
  if (suite === undefined || suite === '') throw new Misuse(`SSE_CONTRACT_TESTS names no program. ${WHERE_TO_GET_IT}`);
  if (!existsSync(suite)) throw new Misuse(`${suite} is not there. ${WHERE_TO_GET_IT}`);
  const { setups, suiteArgs } = readArguments(process.argv.slice(2));
  const built = await exitCode(runNode(['scripts/build.ts', 'sse-contract']));
  if (built !== 0) return built;
  provideBrowsers();
  const results: (readonly [string, SuiteResult])[] = [];
  for (const setup of setups) {
    console.log(`\n── ${setupName(setup)} ──`);
    results.push([setupName(setup), await runSuite(suite, setup, suiteArgs)]);
  }
  console.log(`\n${summaryTable(results)}`);
  return results.every(([, { isPassed }]) => isPassed) ? 0 : 1;
}

function readArguments(args: readonly string[]): { setups: readonly Setup[]; suiteArgs: readonly string[] } {
  const options = { transport: { type: 'string' }, browser: { type: 'string' }, ...SUITE_OPTIONS } as const;
  try {
    const { transport, browser, run = [], skip = [], debug = false } = parseArgs({ args: [...args], options }).values;
    const suiteArgs = [
      ...run.flatMap((pattern) => ['--run', pattern]),
      ...skip.flatMap((pattern) => ['--skip', pattern]),
      ...(debug ? ['--debug'] : []),
    ];
    return { setups: chooseSetups(transport, browser), suiteArgs };
  } catch (cause) {
    throw new Misuse(`${cause instanceof Error ? cause.message : String(cause)}\n\n  ${USAGE}`, { cause });
  }
}

async function runSuite(
  suite: string,
  { browser: name, transport }: Setup,
  args: readonly string[],
): Promise<SuiteResult> {
  const browser = await (name === 'chromium' ? launchChromium() : launchFirefox());
  try {
    const service = await TestService.start(browser, transport);
    const port = String(await freePort());
    const child = spawn(suite, ['--url', service.url, '--host', '127.0.0.1', '--port', port, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    const [code] = (await once(child, 'close')) as [number | null];
    await service.close();
    return { ...readSuiteOutput(output), isPassed: code === 0 };
  } finally {
    await browser.close();
  }
}
