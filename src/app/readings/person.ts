import { type Signal, signal, type WritableSignal } from '@angular/core';
import { parseTemperature, toCelsius } from '@contract/temperature';

import type { LatestReading } from './latest-reading';
import { nextSeverity } from './severity';

const LONG_AGO = -Infinity;

/**
 * One person of the table. The object stays while their readings change, so that a reading redraws one row at most, and
 * none when the row isn't on the screen.
 */
export class Person {
  readonly rfid: string;
  readonly latest: Signal<LatestReading>;
  private readonly reading: WritableSignal<LatestReading>;
  private changed: number;
  private takenAt: number;
  private degrees: number;
  private steps: number;

  /** `changedAt`: when this reading arrived, if it is news. */
  constructor(reading: LatestReading, changedAt = LONG_AGO) {
    this.rfid = reading.rfid;
    this.reading = signal(reading, { equal: isSame });
    this.latest = this.reading.asReadonly();
    this.changed = changedAt;
    this.takenAt = reading.takenAtMs;
    this.degrees = celsiusOf(reading);
    this.steps = nextSeverity(0, reading.status, this.degrees);
  }

  /** When the stream last brought news of this person, by `performance.now()`. */
  get changedAt(): number {
    return this.changed;
  }

  /** TakenAt of the latest reading, at hand without asking a signal: ten times a second it is asked of everyone. */
  get takenAtMs(): number {
    return this.takenAt;
  }

  /** The latest temperature in °C; NaN when it can't be read. */
  get celsius(): number {
    return this.degrees;
  }

  /** See {@link nextSeverity}. */
  get severity(): number {
    return this.steps;
  }

  /** Takes a newer reading of the stream. */
  show(reading: LatestReading): void {
    this.changed = performance.now();
    this.set(reading);
  }

  /** Takes what a snapshot says. It may have happened at any time, so it isn't news. */
  restore(reading: LatestReading): void {
    if (isSame(reading, this.latest())) return;
    this.changed = LONG_AGO;
    this.set(reading);
  }

  private set(reading: LatestReading): void {
    this.takenAt = reading.takenAtMs;
    this.degrees = celsiusOf(reading);
    this.steps = nextSeverity(this.steps, reading.status, this.degrees);
    this.reading.set(reading);
  }
}

function celsiusOf({ temperature }: LatestReading): number {
  const parsed = parseTemperature(temperature);
  return parsed ? toCelsius(parsed) : NaN;
}

/** A snapshot, and what is sent twice, brings much that was known already. */
function isSame(a: LatestReading, b: LatestReading): boolean {
  return (
    a.takenAtMs === b.takenAtMs &&
    a.temperature === b.temperature &&
    a.name === b.name &&
    a.status === b.status &&
    a.alarm === b.alarm
  );
}
