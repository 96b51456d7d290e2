import { median } from '../../e2e/server-memory.ts';
import type { Figures, Medians } from './scenario.ts';

/** The median of each metric of each server, of the runs that have it. */
export function mediansOf(figures: ReadonlyMap<string, readonly Figures[]>): Medians {
  return new Map([...figures].map(([name, runs]) => [name, medianFigures(runs)]));
}

function medianFigures(runs: readonly Figures[]): Figures {
  const keys = new Set(runs.flatMap((run) => Object.keys(run)));
  return Object.fromEntries([...keys].map((key) => [key, median(runs.flatMap((run) => run[key] ?? []))]));
}
