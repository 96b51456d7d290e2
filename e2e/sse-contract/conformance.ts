// `npm run conformance`: LaunchDarkly's `sse-contract-tests` against `SseService`, in each browser, with each transport, in each mode.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { provideBrowsers } from '../../scripts/browsers.ts';
import { exitCode, runNode } from '../../scripts/processes.ts';
import { launchChromium, launchFirefox } from '../browsers.ts';
import { freePort } from '../free-port.ts';
import type { Mode } from './stream-order.ts';
import type { SuiteResult } from './suite-output.ts';
import { runSuiteProgram, SuiteBroke } from './suite-run.ts';
import { summaryTable } from './summary-table.ts';
import { TestService } from './test-service.ts';
import { chooseModes, chooseSetups, type Setup, setupName } from './setups.ts';

const USAGE = `SSE_CONTRACT_TESTS=<path> npm run conformance -- [--transport native|eventsource] [--browser chromium|firefox]
                                        [--mode opaque|positions|own-retry] [--run <pattern>]… [--skip <pattern>]… [--debug]`;

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
  if (!(error instanceof Misuse || error instanceof SuiteBroke)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof Misuse ? 2 : 1;
}

async function conform(): Promise<number> {
  const suite = process.env['SSE_CONTRACT_TESTS'];
  if (suite === undefined || suite === '') throw new Misuse(`SSE_CONTRACT_TESTS names no program. ${WHERE_TO_GET_IT}`);
  if (!existsSync(suite)) throw new Misuse(`${suite} is not there. ${WHERE_TO_GET_IT}`);
  const { setups, modes, suiteArgs } = readArguments(process.argv.slice(2));
  const built = await exitCode(runNode(['scripts/build.ts', 'sse-contract']));
  if (built !== 0) return built;
  provideBrowsers();
  const tables: string[] = [];
  let isPassed = true;
  for (const mode of modes) {
    const results: (readonly [string, SuiteResult])[] = [];
    for (const setup of setups) {
      console.log(`\n── ${setupName(setup)}, ${mode} ──`);
      results.push([setupName(setup), await runSuite(suite, setup, mode, suiteArgs)]);
    }
    tables.push(`mode ${mode}\n${summaryTable(results)}`);
    isPassed &&= results.every(([, result]) => result.isPassed);
  }
  console.log(`\n${tables.join('\n\n')}`);
  return isPassed ? 0 : 1;
}

interface Arguments {
  readonly setups: readonly Setup[];
  readonly modes: readonly Mode[];
  readonly suiteArgs: readonly string[];
}

function readArguments(args: readonly string[]): Arguments {
  const choices = { transport: { type: 'string' }, browser: { type: 'string' }, mode: { type: 'string' } } as const;
  const options = { ...choices, ...SUITE_OPTIONS } as const;
  try {
    const {
      transport,
      browser,
      mode,
      run = [],
      skip = [],
      debug = false,
    } = parseArgs({ args: [...args], options }).values;
    const suiteArgs = [
      ...run.flatMap((pattern) => ['--run', pattern]),
      ...skip.flatMap((pattern) => ['--skip', pattern]),
      ...(debug ? ['--debug'] : []),
    ];
    return { setups: chooseSetups(transport, browser), modes: chooseModes(mode), suiteArgs };
  } catch (cause) {
    throw new Misuse(`${cause instanceof Error ? cause.message : String(cause)}\n\n  ${USAGE}`, { cause });
  }
}

async function runSuite(
  suite: string,
  { browser: name, transport }: Setup,
  mode: Mode,
  args: readonly string[],
): Promise<SuiteResult> {
  const browser = await (name === 'chromium' ? launchChromium() : launchFirefox());
  try {
    const service = await TestService.start(browser, transport, mode);
    const port = String(await freePort());
    try {
      return await runSuiteProgram(suite, ['--url', service.url, '--host', '127.0.0.1', '--port', port, ...args]);
    } finally {
      await service.close();
    }
  } finally {
    await browser.close();
  }
}
