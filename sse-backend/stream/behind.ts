import type { StoredRun } from '../log/shapes.ts';
import { passes, passesWhole, type Page, type StreamFilter } from './page.ts';

/** How far a position is behind the head, in events that pass the stream's filter. */
export interface Behind {
  readonly position: number;
  readonly head: number;
  readonly events: number;
}

/**
 * Counts the events in memory after a position that pass. Returns `undefined` where that needs the tags of imported readings,
 * which are only in the file.
 */
export function countInMemory(
  after: number,
  pages: readonly Page[],
  fresh: readonly StoredRun[],
  filter: StreamFilter,
): number | undefined {
  let count = 0;
  for (const page of pages) {
    if (page.isHollow) {
      if (!filter.types.has('backfill')) continue;
      if (filter.rfids) return undefined;
      count += page.last - Math.max(after, page.after);
    } else if (page.after >= after && passesWhole(page, filter)) count += page.events.length;
    else for (const event of page.events) if (event.sequence > after && passes(event, filter)) count += 1;
  }
  for (const run of fresh) {
    if ('after' in run) {
      if (!filter.types.has('backfill')) continue;
      if (filter.rfids) return undefined;
      count += Math.max(0, run.last - Math.max(after, run.after));
    } else for (const event of run) if (event.sequence > after && passes(event, filter)) count += 1;
  }
  return count;
}
