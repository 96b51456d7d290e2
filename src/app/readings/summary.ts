import type { People } from './people';
import type { RateMeter } from './rate-meter';

/** The table in numbers. */
export interface Summary {
  readonly people: number;
  readonly fever: number;
  readonly hypothermia: number;
  /** People whose latest reading is stale. */
  readonly stale: number;
  /** Readings that arrive in a minute; `undefined` as long as that can't be said. */
  readonly perMinute: number | undefined;
}

/** What is there before anything is known. */
export const EMPTY_SUMMARY: Summary = { people: 0, fever: 0, hypothermia: 0, stale: 0, perMinute: undefined };

/** Counts; `isStale` judges a TakenAt (ms since 1970). */
export function summarise(people: People, rate: RateMeter, isStale: (takenAtMs: number) => boolean): Summary {
  return {
    people: people.size,
    fever: people.count('fever'),
    hypothermia: people.count('hypothermia'),
    stale: people.countTaken(isStale),
    perMinute: rate.perMinute(),
  };
}

/** Whether nothing has changed: then nothing has to be drawn. */
export function isSameSummary(a: Summary, b: Summary): boolean {
  return (
    a.people === b.people &&
    a.fever === b.fever &&
    a.hypothermia === b.hypothermia &&
    a.stale === b.stale &&
    a.perMinute === b.perMinute
  );
}
