import type { People } from './people';
import type { RateMeter } from './rate-meter';

/** Counts shown in the tiles of the overview. */
export interface Summary {
  readonly people: number;
  readonly fever: number;
  readonly hypothermia: number;
  /** Number of people whose latest reading is stale. */
  readonly stale: number;
  /** Readings per minute; `undefined` until it has been measured. */
  readonly perMinute: number | undefined;
}

export const EMPTY_SUMMARY: Summary = { people: 0, fever: 0, hypothermia: 0, stale: 0, perMinute: undefined };

/** Counts people and readings. `isStale` gets the TakenAt (ms since 1970) of a reading. */
export function summarize(people: People, rate: RateMeter, isStale: (takenAtMs: number) => boolean): Summary {
  return {
    people: people.size,
    fever: people.countWithStatus('fever'),
    hypothermia: people.countWithStatus('hypothermia'),
    stale: people.countTakenWhere(isStale),
    perMinute: rate.perMinute(),
  };
}

export function isSameSummary(a: Summary, b: Summary): boolean {
  return (
    a.people === b.people &&
    a.fever === b.fever &&
    a.hypothermia === b.hypothermia &&
    a.stale === b.stale &&
    a.perMinute === b.perMinute
  );
}
