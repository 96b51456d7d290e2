import { howOften } from '../document/how-often.ts';
import { markdownTable } from '../document/markdown-table.ts';
import type { Answers } from './ask.ts';
import { OURS } from './contenders.ts';
import type { Bench } from './measure.ts';
import { saturation } from './saturation.ts';
import type { Bar, Figures, Medians, Metric, Scenario } from './scenario.ts';

/** A scenario as the report tells it: what was done, the table, and how we stand. */
export function sectionOf(scenario: Scenario, bench: Bench, answers: Answers, runs: number): string {
  return [
    `${scenario.about(bench)} ${howOften(runs)}`,
    tableOf(scenario, answers.medians),
    ...listOf(notes(scenario, answers)),
  ].join('\n\n');
}

/** Rows of servers, columns of metrics; the last column is the first metric's share of ours. */
export function tableOf({ metrics }: Scenario, medians: Medians): string {
  const [first] = metrics;
  const head = ['', ...metrics.map(({ title }) => title), 'beside ours'];
  const rows = [...medians].map(([name, figures]) => [
    name === OURS ? `**${name}**` : name,
    ...metrics.map((metric) => shown(figures, metric)),
    first ? beside(figures[first.key], medians.get(OURS)?.[first.key]) : '',
  ]);
  return markdownTable(head, rows);
}

/** What is said below a table, a line each: who failed, how we stand to what we are held to, and what was saturated. */
export function notes(scenario: Scenario, { medians, failures }: Answers): readonly string[] {
  return [...failures, ...barLines(scenario, medians), ...saturation(scenario, medians)];
}

function barLines({ bars }: Scenario, medians: Medians): readonly string[] {
  return bars.map((bar) => {
    const value = bar.value(medians);
    const isMet = value !== undefined && (bar.direction === 'at most' ? value <= bar.limit : value >= bar.limit);
    const verdict =
      value === undefined || Number.isNaN(value) ? 'not measured' : `${value.toFixed(2)}: ${isMet ? 'met' : 'MISSED'}`;
    return `${wanted(bar)}: ${verdict}`;
  });
}

function wanted({ text, limit, direction }: Bar): string {
  return `${text}, ${direction} ${limit}`;
}

function shown(figures: Figures, { key, decimals }: Metric): string {
  const value = figures[key];
  if (value === undefined || Number.isNaN(value)) return '–';
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function beside(value: number | undefined, ours: number | undefined): string {
  if (value === undefined || ours === undefined || ours === 0) return '–';
  return `${(value / ours).toFixed(2)} ×`;
}

function listOf(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? [lines.map((line) => `- ${line}`).join('\n')] : [];
}
