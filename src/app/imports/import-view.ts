import type { ImportExtent, ImportOutcome, ImportPhase, ImportState } from '@contract/import';

import { IMPORTS_TEXT } from '../messages/imports';
import type { ImportStory } from './import-story';

/** An import as it is shown: what the server knew when asked, and what its stream has told since. */
export interface ImportView {
  readonly id: string;
  /** What it is called. */
  readonly file: string;
  readonly by: string;
  /** In ms since 1970. */
  readonly createdAtMs: number;
  readonly phase: ImportPhase;
  readonly extent: ImportExtent;
  /** `null` while nobody knows, as the time left (s). */
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Why nothing moves for now; '' while it does. */
  readonly problem: string;
  /** How it ended; `undefined` until then. */
  readonly end: ImportEnd | undefined;
}

/** How an import ended. */
export interface ImportEnd {
  readonly outcome: ImportOutcome;
  /** Why it failed; '' where it didn't. */
  readonly reason: string;
  /** From the beginning of its processing. */
  readonly seconds: number;
}

/** What there is to show of an import. The one of the two that is further is right: neither goes back. */
export function viewOf(facts: ImportState, { progress, problem, done }: ImportStory): ImportView {
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

function furthest(facts: ImportExtent, told: ImportExtent | undefined): ImportExtent {
  return told && told.Bytes >= facts.Bytes ? told : facts;
}

function endOf(facts: ImportState, done: ImportStory['done']): ImportEnd | undefined {
  if (done) return { outcome: done.Outcome, reason: done.Reason ?? '', seconds: done.Seconds };
  if (facts.Outcome === undefined) return undefined;
  return { outcome: facts.Outcome, reason: facts.Reason ?? '', seconds: secondsOf(facts) };
}

function secondsOf({ StartedAt, EndedAt }: ImportState): number {
  return StartedAt === undefined || EndedAt === undefined ? 0 : (Date.parse(EndedAt) - Date.parse(StartedAt)) / 1_000;
}
