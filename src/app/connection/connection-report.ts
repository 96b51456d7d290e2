import { formatExactDuration } from '../formats/durations';
import { formatCount } from '../formats/numbers';
import { formatTime } from '../formats/times';
import { CONNECTION_PAGE_TEXT } from '../messages/connection-page';
import type { Fact } from './connection-facts';
import type { Delays } from './delay-histogram';
import type { OpenOutage, Outage } from './outages';
import type { PathJudgement } from './path-judgement';

/** A judgement with its server time (ms since 1970). */
export interface DatedJudgement extends PathJudgement {
  readonly at: number;
}

/** Contents of a report. `toServerTime` converts device time to server time (ms since 1970). */
export interface ConnectionReport {
  readonly at: Date;
  readonly browser: string;
  readonly now: readonly Fact[];
  readonly path: DatedJudgement | undefined;
  readonly heartbeats: Delays;
  readonly ages: Delays;
  readonly openOutage: OpenOutage | undefined;
  readonly outages: readonly Outage[];
  readonly outageSentence: string;
  readonly amounts: readonly Fact[];
  readonly toServerTime: (localMs: number) => number;
}

const { report: text, delays, outages: outageText, path: pathText } = CONNECTION_PAGE_TEXT;

/** Returns the connection page as plain text for a support request. */
export function writeReport(report: ConnectionReport): string {
  return [
    text.heading,
    `${text.at}: ${report.at.toISOString()}`,
    `${text.browser}: ${report.browser}`,
    ...report.now.map(writeFact),
    `${text.path}: ${describePath(report.path)}`,
    `${delays.heartbeats}: ${describeDelays(report.heartbeats)}`,
    `${delays.ages}: ${describeDelays(report.ages)}`,
    ...report.amounts.map(writeFact),
    `${outageText.title}: ${report.outageSentence}`,
    ...(report.openOutage ? [`  ${describeOpen(report.openOutage, report.toServerTime)}`] : []),
    ...report.outages.map((outage) => `  ${describeOutage(outage, report.toServerTime)}`),
    '',
  ].join('\n');
}

/** `Median 12 ms, 95th percentile 40 ms, longest 1.2 s.` */
export function describeDelays({ count, median, p95, longest }: Delays): string {
  return count === 0
    ? delays.none
    : delays.sentence(formatExactDuration(median), formatExactDuration(p95), formatExactDuration(longest));
}

/** Describes how the messages of a check arrived. */
export function describeArrivals({ received, firstMs, longestPauseMs, largestBurst }: PathJudgement): string {
  return firstMs === undefined
    ? pathText.nothingReceived
    : pathText.result(received, formatExactDuration(firstMs), formatExactDuration(longestPauseMs), largestBurst);
}

/** Formats the number of replayed events of an outage. */
export function formatReplayed({ replayed }: Outage): string {
  return replayed === undefined ? outageText.reloaded : formatCount(replayed);
}

function describePath(path: DatedJudgement | undefined): string {
  if (!path) return text.notChecked;
  const { headline } = pathText.verdicts[path.verdict];
  return `${headline} ${describeArrivals(path)} ${pathText.checkedAt(formatTime(path.at))}`;
}

function describeOpen({ since, awayMs, cause }: OpenOutage, toServerTime: (localMs: number) => number): string {
  const { ongoing, causes } = outageText;
  return `${formatTime(toServerTime(since))}, ${ongoing(formatExactDuration(awayMs))}, ${causes[cause]}`;
}

function describeOutage(outage: Outage, toServerTime: (localMs: number) => number): string {
  const { columns, causes } = outageText;
  const duration = formatExactDuration(outage.awayMs);
  const replayed = `${columns.replayed.toLowerCase()}: ${formatReplayed(outage)}`;
  return `${formatTime(toServerTime(outage.since))}, ${duration}, ${causes[outage.cause]}, ${replayed}`;
}

function writeFact({ label, value }: Fact): string {
  return `${label}: ${value}`;
}
