import { type Signal, signal, type WritableSignal } from '@angular/core';
import type { Status } from '@contract/status';
import { parseTemperature, toCelsius } from '@contract/temperature';

import type { LatestReading } from '../feed/latest-reading';

/** Normal body temperature, °C. */
const NORMAL_CELSIUS = 37;

/** Size of a severity step. People within a step count as equally ill when the list is sorted. */
const STEP_CELSIUS = 0.2;

/** Hysteresis: severity falls only this far below the step, so that 0.1 °C up and down doesn't move rows. */
const HYSTERESIS_CELSIUS = 0.1;

/** Tolerance for binary fractions: 38.4 − 37 is slightly less than seven steps. */
const ROUNDING = 1e-6;

const NEVER = -Infinity;

/** A person of the table. The object stays the same while readings change, so that a reading redraws at most one row. */
export class Person {
  readonly rfid: string;
  readonly latest: Signal<LatestReading>;
  private readonly reading: WritableSignal<LatestReading>;
  private changed: number;
  private takenAt: number;
  private degrees: number;
  private steps: number;

  /** `changedAt`: when the reading arrived (`performance.now()`), unless it is from a snapshot. */
  constructor(reading: LatestReading, changedAt = NEVER) {
    this.rfid = reading.rfid;
    this.reading = signal(reading, { equal: isSame });
    this.latest = this.reading.asReadonly();
    this.changed = changedAt;
    this.takenAt = reading.takenAtMs;
    this.degrees = celsiusOf(reading);
    this.steps = nextSeverity(0, reading.status, this.degrees);
  }

  /** When the stream last changed this person (`performance.now()`). */
  get changedAt(): number {
    return this.changed;
  }

  /** TakenAt of the latest reading. Not a signal, as it is read for everyone ten times a second. */
  get takenAtMs(): number {
    return this.takenAt;
  }

  /** The latest temperature in °C; NaN if it can't be parsed. */
  get celsius(): number {
    return this.degrees;
  }

  /** See {@link nextSeverity}. */
  get severity(): number {
    return this.steps;
  }

  /** Applies a reading of the stream. */
  applyReading(reading: LatestReading): void {
    this.changed = performance.now();
    this.set(reading);
  }

  /** Applies a reading of a snapshot. It may be of any age, so it doesn't count as a change. */
  restore(reading: LatestReading): void {
    if (isSame(reading, this.latest())) return;
    this.changed = NEVER;
    this.set(reading);
  }

  private set(reading: LatestReading): void {
    this.takenAt = reading.takenAtMs;
    this.degrees = celsiusOf(reading);
    this.steps = nextSeverity(this.steps, reading.status, this.degrees);
    this.reading.set(reading);
  }
}

/**
 * Returns how many steps of 0.2 °C a temperature is away from normal; 0 for a normal status. A higher severity applies immediately, a
 * lower one than `before` only beyond the hysteresis.
 */
export function nextSeverity(before: number, status: Status, celsius: number): number {
  if (status === 'normal') return 0;
  const difference = Math.abs(celsius - NORMAL_CELSIUS);
  // A temperature that can't be parsed has an unknown severity.
  const now = Number.isNaN(difference) ? 1 : 1 + Math.floor(difference / STEP_CELSIUS + ROUNDING);
  const isWithinHysteresis = now < before && difference >= (before - 1 - ROUNDING) * STEP_CELSIUS - HYSTERESIS_CELSIUS;
  return isWithinHysteresis ? before : now;
}

function celsiusOf({ temperature }: LatestReading): number {
  const parsed = parseTemperature(temperature);
  return parsed ? toCelsius(parsed) : NaN;
}

/** Compares readings: snapshots and repeated events contain many that are already known. */
function isSame(a: LatestReading, b: LatestReading): boolean {
  return (
    a.takenAtMs === b.takenAtMs &&
    a.temperature === b.temperature &&
    a.name === b.name &&
    a.status === b.status &&
    a.alarm === b.alarm
  );
}
