import type { ImportExtent, ImportOutcome, ImportPhase, ImportState, ImportTotals } from '@contract/import';

import { IMPORTS_TEXT } from '../messages/imports';
import type { ImportEvents } from './import-events';

/** An import as the page shows it: the state that the server returned, updated with the events of its stream. */
export interface ImportView {
  readonly id: string;
  readonly file: string;
  readonly by: string;
  /** ms since 1970. */
  readonly createdAtMs: number;
  readonly phase: ImportPhase;
  readonly extent: ImportExtent;
  /** `null` while unknown, like the time left (s). */
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Why the import is waiting; '' while it is running. */
  readonly problem: string;
  /** `undefined` until the import has ended. */
  readonly end: ImportEnd | undefined;
}

/** How an import ended. */
export interface ImportEnd {
  readonly outcome: ImportOutcome;
  /** Why the import failed; '' if it didn't. */
  readonly reason: string;
  /** Duration since processing began. */
  readonly seconds: number;
}

/** Combines the state with the events. Whichever has progressed further is current: progress never goes back. */
export function viewOf(facts: ImportState, { progress, problem, done }: ImportEvents): ImportView {
  const end = endOf(facts, done);
  const extent = facts.Outcome === undefined ? furthest(facts, done ?? progress) : facts;
  return {
    id: facts.Id,
    file: facts.File ?? IMPORTS_TEXT.run.noName,
    by: facts.By,
    createdAtMs: Date.parse(facts.CreatedAt),
    phase: end ? 'done' : (progress?.Phase ?? facts.Phase),
    extent,
    rowsPerSecond: progress?.RowsPerSecond ?? null,
    secondsLeft: progress?.SecondsLeft ?? null,
    problem: end ? '' : problem,
    end,
  };
}

function furthest(facts: ImportExtent, streamed: ImportExtent | undefined): ImportExtent {
  return streamed && streamed.Bytes >= facts.Bytes ? streamed : facts;
}

function endOf(facts: ImportState, done: ImportEvents['done']): ImportEnd | undefined {
  if (done) return { outcome: done.Outcome, reason: done.Reason ?? '', seconds: done.Seconds };
  if (facts.Outcome === undefined) return undefined;
  return { outcome: facts.Outcome, reason: facts.Reason ?? '', seconds: secondsOf(facts) };
}

function secondsOf({ StartedAt, EndedAt }: ImportState): number {
  return StartedAt === undefined || EndedAt === undefined ? 0 : (Date.parse(EndedAt) - Date.parse(StartedAt)) / 1_000;
}

const TEXT = IMPORTS_TEXT.result;

/** The result to show; `empty`: the import was completed but stored nothing. */
export type ImportResult = ImportOutcome | 'empty';

/** Returns the result. Only an import that stored rows, or whose rows were all stored already, is a success. */
export function resultOf(
  { outcome }: Pick<ImportEnd, 'outcome'>,
  { Accepted, Rejected, Rows }: ImportTotals,
): ImportResult {
  const isEmpty = Accepted === 0 && (Rejected > 0 || Rows === 0);
  return outcome === 'completed' && isEmpty ? 'empty' : outcome;
}

/** Returns the result in a word or two. */
export function labelResult(end: Pick<ImportEnd, 'outcome'>, totals: ImportTotals): string {
  const result = resultOf(end, totals);
  if (result === 'empty') return TEXT.nothingStored;
  return isNothingNew(totals) && result === 'completed' ? TEXT.nothingNew : TEXT.outcomes[result];
}

/** Returns the result in a sentence or two. */
export function describeResult({ outcome, reason }: ImportEnd, totals: ImportTotals): string {
  switch (outcome) {
    case 'completed':
      return TEXT.completed(totals);
    case 'cancelled':
      return TEXT.cancelled(totals);
    case 'failed':
      return TEXT.failed(reason, totals);
  }
}

function isNothingNew({ Rows, Duplicates }: ImportTotals): boolean {
  return Rows > 0 && Rows === Duplicates;
}

/** Rounds a percentage down to a multiple of ten, so that screen readers announce progress only ten times. */
export function roundDownToTen(percent: number): number {
  return Math.floor(percent / 10) * 10;
}
