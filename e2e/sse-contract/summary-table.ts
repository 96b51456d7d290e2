import type { Outcome, SuiteResult } from './suite-output.ts';

/** The runs side by side: a row a part of the suite, below them those cases that failed. */
export function summaryTable(runs: readonly (readonly [string, SuiteResult])[]): string {
  const parts = [...new Set(runs.flatMap(([, { parts }]) => [...parts.keys()]))];
  const rows = [
    ['', ...runs.map(([name]) => name)],
    ...parts.map((part) => [part, ...runs.map(([, result]) => describe(result.parts.get(part)))]),
    ['all', ...runs.map(([, { parts }]) => describe(total([...parts.values()])))],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const failures = runs.flatMap(([name, result]) => result.failures.map((each) => `failed, ${name}: ${each}`));
  return [...table, ...failures].join('\n');
}

type Counts = Readonly<Record<Outcome, number>>;

function total(counts: readonly Counts[]): Counts {
  const sum = (outcome: Outcome) => counts.reduce((all, each) => all + each[outcome], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** "20 passed", and how many failed or were skipped if any. */
function describe(counts: Counts | undefined): string {
  if (!counts) return '–';
  const { passed, failed, skipped } = counts;
  return [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`]
    .filter((text) => text !== false)
    .join(', ');
}
