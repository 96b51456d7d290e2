import { storingTime } from '../clock/clock-rules.ts';
import { formatPosition } from '../contract/position.ts';
import type { LogState } from './meta.ts';
import { RunGatherer } from './run-gatherer.ts';
import type { StoredEvent, StoredRun } from './shapes.ts';

/** A commit in the making: what is the same for all that it stores, and what it has stored so far, in order. */
export class CommitBuilder {
  /** The time by the wall clock, in milliseconds since 1970: what users are shown. */
  readonly arrivedAt: number;
  /** The time of storing, in milliseconds since 1970, which never runs back: what retention and `?since=` go by. */
  readonly storedAt: number;
  /** Imports that have new events. */
  readonly told = new Set<string>();
  readonly #epoch: string;
  readonly #gathered = new RunGatherer();
  #head: number;

  constructor({ epoch, head, newestStoredAt }: LogState, nowMs: number) {
    this.#epoch = epoch;
    this.#head = head;
    this.arrivedAt = nowMs;
    this.storedAt = storingTime(nowMs, newestStoredAt);
  }

  /** The highest sequence given. */
  get head(): number {
    return this.#head;
  }

  get runs(): readonly StoredRun[] {
    return this.#gathered.runs;
  }

  /** Gives the next event its sequence; it has to be {@link add}ed before the one after it. */
  nextSequence(): number {
    this.#head += 1;
    return this.#head;
  }

  idOf(sequence: number): string {
    return formatPosition({ epoch: this.#epoch, sequence });
  }

  /** Of imported readings only the place is told: who wants them reads them from the log. */
  add(event: StoredEvent): void {
    const { sequence, type } = event;
    this.#gathered.add(type === 'backfill' ? { after: sequence - 1, last: sequence } : [event]);
  }
}
