import type { ImportProgress, ImportState } from '../contract/import.ts';
import { formatInstant } from '../contract/instant.ts';
import { extentOf } from '../log/import-extent.ts';
import type { ImportJob } from '../log/import-shapes.ts';

/** An import as it is told. `problem` is why it doesn't move for now. */
export function toState(job: ImportJob, problem: string | undefined): ImportState {
  const { id, fileName, by, atMs, startedAt, endedAt, phase, outcome, reason } = job;
  return {
    Id: id,
    ...(fileName === undefined ? {} : { File: fileName }),
    By: by,
    CreatedAt: formatInstant(atMs),
    ...(startedAt === undefined ? {} : { StartedAt: formatInstant(startedAt) }),
    ...(endedAt === undefined ? {} : { EndedAt: formatInstant(endedAt) }),
    Phase: phase,
    ...extentOf(job),
    ...(outcome === undefined ? {} : { Outcome: outcome }),
    ...(reason === undefined ? {} : { Reason: reason }),
    ...(problem === undefined ? {} : { Problem: problem }),
  };
}

/** What is told while an import doesn't move; `undefined` when it is over. */
export function toStandstill(job: ImportJob, problem: string): ImportProgress | undefined {
  const { phase } = job;
  if (phase === 'done') return undefined;
  return { Phase: phase, ...extentOf(job), RowsPerSecond: null, SecondsLeft: null, Problem: problem };
}
