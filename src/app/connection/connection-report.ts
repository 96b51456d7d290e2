import { formatExactDuration } from '../formats/durations';
import { formatCount } from '../formats/numbers';
import { formatTime } from '../formats/times';
import { CONNECTION_PAGE_TEXT } from '../messages/connection-page';
import type { Fact } from './connection-facts';
import type { Delays } from './delay-histogram';
import type { OpenOutage, Outage } from './outages';
import type { PathJudgement } from './path-judgement';

/** A judgement, and when it was made: ms since 1970, by the server's clock. */
export interface DatedJudgement extends PathJudgement {
  readonly at: number;
}

/** What a report holds. `toServerTime` turns this device's time into the server's (ms since 1970). */
export interface ReportParts {
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

/** The connection page as plain text, for a support mail. */
export function writeReport(parts: ReportParts): string {
  return [
    text.heading,
    `${text.at}: ${parts.at.toISOString()}`,
    `${text.browser}: ${parts.browser}`,
    ...parts.now.map(writeFact),
    `${text.path}: ${describePath(parts.path)}`,
    `${delays.heartbeats}: ${describeDelays(parts.heartbeats)}`,
    `${delays.ages}: ${describeDelays(parts.ages)}`,
    ...parts.amounts.map(writeFact),
    `${outageText.title}: ${parts.outageSentence}`,
    ...(parts.openOutage ? [`  ${describeOpen(parts.openOutage, parts.toServerTime)}`] : []),
    ...parts.outages.map((outage) => `  ${describeOutage(outage, parts.toServerTime)}`),
    '',
  ].join('\n');
}

/** `Half within 12 ms, 95 of 100 within 40 ms; the longest 1.2 s.` */
export function describeDelays({ count, median, p95, longest }: Delays): string {
  return count === 0
    ? delays.none
    : delays.sentence(formatExactDuration(median), formatExactDuration(p95), formatExactDuration(longest));
}

/** What a judgement rests on. */
export function describeArrivals({ heard, firstMs, longestPauseMs, largestBunch }: PathJudgement): string {
  return firstMs === undefined
    ? pathText.nothingHeard
    : pathText.found(heard, formatExactDuration(firstMs), formatExactDuration(longestPauseMs), largestBunch);
}

/** How many of the events missed in an outage have come. */
export function tellReplayed({ replayed }: Outage): string {
  return replayed === undefined ? outageText.snapshot : formatCount(replayed);
}

function describePath(path: DatedJudgement | undefined): string {
  if (!path) return text.notChecked;
  const { headline } = pathText.verdicts[path.verdict];
  return `${headline} ${describeArrivals(path)} ${pathText.checkedAt(formatTime(path.at))}`;
}

function describeOpen({ since, awayMs, cause }: OpenOutage, toServerTime: (localMs: number) => number): string {
  const { goesOn, causes } = outageText;
  return `${formatTime(toServerTime(since))}, ${goesOn(formatExactDuration(awayMs))}, ${causes[cause]}`;
}

function describeOutage(outage: Outage, toServerTime: (localMs: number) => number): string {
  const { columns, causes } = outageText;
  const away = `${columns.away.toLowerCase()} ${formatExactDuration(outage.awayMs)}`;
  const replayed = `${columns.replayed.toLowerCase()}: ${tellReplayed(outage)}`;
  return `${formatTime(toServerTime(outage.since))}, ${away}, ${causes[outage.cause]}, ${replayed}`;
}

function writeFact({ label, value }: Fact): string {
  return `${label}: ${value}`;
}
