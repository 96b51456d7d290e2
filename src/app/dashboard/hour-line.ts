import { signal } from '@angular/core';

import type { TrendBucket } from '../readings/trend.api';

export const MINUTE_MS = 60_000;

/** Minutes of the line. */
export const MINUTES = 60;

/** The lowest and highest temperature (°C) of a minute; `index` is 0 for the oldest of the line's minutes. */
export interface LineMinute {
  readonly index: number;
  readonly min: number;
  readonly max: number;
}

/** One person's last hour, minute by minute. It goes on with the readings that arrive. */
export class HourLine {
  /** By minute since 1970, modulo the line's length. */
  private readonly minutes = new Array<{ minute: number; min: number; max: number } | undefined>(MINUTES);
  private readonly changes = signal(0);

  constructor(buckets: readonly TrendBucket[] = []) {
    this.merge(buckets);
  }

  /** Adds buckets to the readings that it has. */
  merge(buckets: readonly TrendBucket[]): void {
    for (const { atMs, min, max } of buckets) this.widen(atMs, min, max);
  }

  /** Takes a reading. */
  add(atMs: number, celsius: number): void {
    if (!Number.isNaN(celsius) && this.widen(atMs, celsius, celsius)) this.changes.update((count) => count + 1);
  }

  /** The minutes that have readings, of the hour that ends with the minute of `asOfMs`. */
  until(asOfMs: number): readonly LineMinute[] {
    this.changes();
    const oldest = Math.floor(asOfMs / MINUTE_MS) - MINUTES + 1;
    return Array.from({ length: MINUTES }, (_, index) => {
      const found = this.minutes[(oldest + index) % MINUTES];
      return found?.minute === oldest + index ? { index, min: found.min, max: found.max } : undefined;
    }).filter((minute) => minute !== undefined);
  }

  /** Whether the line is another one now. */
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
