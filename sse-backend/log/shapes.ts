import type { StoredEventType } from '../contract/events.ts';
import type { ListPlace, ListQuery } from '../sqlite/list-bounds.ts';

/** A reading that has been checked and wants a place in the log. */
export interface NewReading {
  /** `message` for a live reading, `backfill` for an imported one. */
  readonly type: 'message' | 'backfill';
  readonly name: string;
  readonly temperature: string;
  readonly rfid: string;
  /** Milliseconds since 1970; `undefined` lets the log give the time of arrival, the next free millisecond for the tag. */
  readonly takenAtMs: number | undefined;
}

/** Whether one bad reading keeps the others of the same append out. */
export type AppendMode = 'all-or-nothing' | 'each';

/**
 * What became of one reading. `repeated`: it was stored before with the same content, under this sequence. `conflict`: it
 * was stored before with another content. `withheld`: not stored, as another one of an all-or-nothing append conflicts.
 */
export type AppendOutcome =
  | { readonly kind: 'stored' | 'repeated'; readonly sequence: number }
  /** Without `storedSequence` it conflicts with an earlier reading of the same append. */
  | { readonly kind: 'conflict'; readonly storedSequence: number | undefined; readonly field: 'name' | 'temperature' }
  | { readonly kind: 'withheld' };

/** An event as it stands in the log. `data` is the JSON text that is streamed. */
export interface StoredEvent {
  readonly sequence: number;
  readonly type: StoredEventType;
  readonly rfid: string;
  readonly data: string;
}

/** Consecutive events that were stored together, or the place of imported ones. */
export type StoredRun = readonly StoredEvent[] | ImportedRun;

/** The events after `after`, up to and including `last`: imported readings all of them, which are read from the log. */
export interface ImportedRun {
  readonly after: number;
  readonly last: number;
}

/** Stored events after a sequence. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  /** Up to here the page tells all that was asked for, also where that is nothing. */
  readonly last: number;
  /** The oldest sequence kept when the page was read: events before it can't be had any more. */
  readonly oldest: number;
}

/** What a list of readings, or of what follows from them, asks for. */
export interface HistoryQuery extends ListQuery {
  readonly rfid: string | undefined;
}

/** One reading of a history, placed by TakenAt; `data` is its JSON text. */
export interface HistoryRow extends ListPlace {
  readonly data: string;
}

/** Whose readings a trend is of, and how it is thinned; times are TakenAt in milliseconds since 1970, `to` exclusive. */
export interface TrendQuery {
  readonly rfid: string;
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
}

/** The readings of one bucket of a trend, which begins at `at` (ms since 1970); temperatures in °C. */
export interface TrendBucket {
  readonly at: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** Everyone's latest reading as JSON texts with ids, and the sequence after which a stream continues without gap or overlap. */
export interface Snapshot {
  readonly readings: readonly string[];
  readonly sequence: number;
}

/** The sequence before the newest events that were asked for, and whether fewer than that are kept. */
export interface NewestPlace {
  readonly sequence: number;
  readonly areFewer: boolean;
}
