import { signal } from '@angular/core';

import type { TrendBucket } from '../readings/trend.api';

export const MINUTE_MS = 60_000;

/** Number of minutes of an hour line. */
export const MINUTES = 60;

/** Lowest and highest temperature (°C) of a minute; `index` counts from the oldest minute of the line. */
export interface LineMinute {
  readonly index: number;
  readonly min: number;
  readonly max: number;
}

/** A person's last hour, minute by minute, extended by each new reading. */
export class HourLine {
  /** Ring buffer: minutes since 1970, modulo the line's length. */
  private readonly minutes = new Array<{ minute: number; min: number; max: number } | undefined>(MINUTES);
  private readonly changes = signal(0);

  constructor(buckets: readonly TrendBucket[] = []) {
    this.addBuckets(buckets);
  }

  addBuckets(buckets: readonly TrendBucket[]): void {
    for (const { atMs, min, max } of buckets) this.widen(atMs, min, max);
  }

  addReading(atMs: number, celsius: number): void {
    if (!Number.isNaN(celsius) && this.widen(atMs, celsius, celsius)) this.changes.update((count) => count + 1);
  }

  /** Returns the minutes with readings, of the hour that ends with the minute of `asOfMs`. */
  until(asOfMs: number): readonly LineMinute[] {
    this.changes();
    const oldest = Math.floor(asOfMs / MINUTE_MS) - MINUTES + 1;
    return Array.from({ length: MINUTES }, (_, index) => {
      const found = this.minutes[(oldest + index) % MINUTES];
      return found?.minute === oldest + index ? { index, min: found.min, max: found.max } : undefined;
    }).filter((minute) => minute !== undefined);
  }

  /** Widens a minute's range and returns whether that changed the line. */
  private widen(atMs: number, min: number, max: number): boolean {
    const minute = Math.floor(atMs / MINUTE_MS);
    const known = this.minutes[minute % MINUTES];
    if (known && known.minute > minute) return false;
    if (known?.minute !== minute) {
      this.minutes[minute % MINUTES] = { minute, min, max };
      return true;
    }
    if (known.min <= min && known.max >= max) return false;
    known.min = Math.min(known.min, min);
    known.max = Math.max(known.max, max);
    return true;
  }
}
