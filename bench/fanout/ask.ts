import { mediansOf } from './medians.ts';
import type { Contender } from './contender.ts';
import type { Bench } from './measure.ts';
import type { Figures, Medians, Scenario } from './scenario.ts';

/** How many figures are shown while it goes on. */
const SHOWN = 4;

/** What came of a scenario. */
export interface Answers {
  readonly medians: Medians;
  /** Who failed and why, in a sentence for each time; the medians are of the other runs. */
  readonly failures: readonly string[];
}

/** Asks everyone in turn, each run beginning with another, so that no one always comes first or on a warm machine. */
export async function askAll(
  scenario: Scenario,
  bench: Bench,
  all: readonly Contender[],
  runs: number,
): Promise<Answers> {
  const asked = scenario.contenders(all);
  const figures = new Map<string, Figures[]>(asked.map(({ name }) => [name, []]));
  const failures: string[] = [];
  for (let run = 0; run < runs; run += 1) {
    const first = run % asked.length;
    for (const contender of [...asked.slice(first), ...asked.slice(0, first)]) {
      process.stdout.write(`${scenario.code} ${run + 1}/${runs} ${contender.name} `);
      const measured = await scenario.measure(bench, contender).catch((error: unknown) => whyFailed(error, bench));
      if (typeof measured === 'string') {
        console.log(`FAILED: ${measured}`);
        failures.push(`${contender.name} FAILED in run ${run + 1} of ${runs}: ${measured}`);
        continue;
      }
      console.log(
        scenario.metrics
          .slice(0, SHOWN)
          .map(({ key, decimals }) => measured[key]?.toFixed(decimals) ?? '–')
          .join('  '),
      );
      figures.get(contender.name)?.push(measured);
    }
  }
  return { medians: mediansOf(figures), failures };
}

/** One that fails is not to take what all others have done with it. @throws Error when the benchmark is being ended */
function whyFailed(error: unknown, { signal }: Bench): string {
  signal.throwIfAborted();
  process.exitCode = 1;
  return error instanceof Error ? error.message : String(error);
}
