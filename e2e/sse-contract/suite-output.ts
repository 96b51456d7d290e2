import { stripVTControlCharacters } from 'node:util';

/** What became of a case. */
export type Outcome = 'passed' | 'failed' | 'skipped';

/** What a run of the suite came to. */
export interface SuiteResult {
  /** By part of the suite, in its order: how many cases came to what. */
  readonly parts: ReadonlyMap<string, Readonly<Record<Outcome, number>>>;
  readonly failures: readonly string[];
  /** Whether the suite itself says so, by its exit code. */
  readonly isPassed: boolean;
}

/** Reads what the suite prints: `[part/case]` before each case, behind it what it came to if it did not pass. */
export function readSuiteOutput(output: string): Omit<SuiteResult, 'isPassed'> {
  const lines = stripVTControlCharacters(output).split('\n');
  const named = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  const started = named(/^\[(.+)\]$/);
  const failed = new Set(named(/^ +FAILED: (.+)$/));
  const skipped = new Set(named(/^ +SKIPPED: (.+?)(?: \(.*\))?$/));
  // A part has a line of its own, too; one that is skipped as a whole is a case.
  const cases = started.filter((name) => !started.some((other) => other.startsWith(`${name}/`)));
  const parts = new Map<string, Record<Outcome, number>>();
  for (const name of cases) {
    const [part = name] = name.split('/', 1);
    const counts = parts.get(part) ?? { passed: 0, failed: 0, skipped: 0 };
    counts[failed.has(name) ? 'failed' : skipped.has(name) ? 'skipped' : 'passed'] += 1;
    parts.set(part, counts);
  }
  return { parts, failures: cases.filter((name) => failed.has(name)) };
}
