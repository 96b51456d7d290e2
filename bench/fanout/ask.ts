import { mediansOf } from './medians.ts';
import type { Contender } from './contender.ts';
import type { Bench } from './measure.ts';
import type { Figures, Medians, Scenario } from './scenario.ts';

/** How many figures are shown while it goes on. */
const SHOWN = 4;

/** Asks everyone in turn, each run beginning with another, so that no one always comes first or on a warm machine. */
export async function askAll(
  scenario: Scenario,
  bench: Bench,
  all: readonly Contender[],
  runs: number,
): Promise<Medians> {
  const asked = scenario.contenders(all);
  const figures = new Map<string, Figures[]>(asked.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    const first = run % asked.length;
    for (const contender of [...asked.slice(first), ...asked.slice(0, first)]) {
      process.stdout.write(`${scenario.code} ${run + 1}/${runs} ${contender.name} `);
      const measured = await scenario.measure(bench, contender).catch((error: unknown) => tellFailure(error, bench));
      if (!measured) continue;
      console.log(
        scenario.metrics
          .slice(0, SHOWN)
          .map(({ key, decimals }) => measured[key]?.toFixed(decimals) ?? '–')
          .join('  '),
      );
      figures.get(contender.name)?.push(measured);
    }
  }
  return mediansOf(figures);
}

/** One that fails is not to take what all others have done with it. @throws Error when the benchmark is being ended */
function tellFailure(error: unknown, { signal }: Bench): undefined {
  signal.throwIfAborted();
  console.log(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
