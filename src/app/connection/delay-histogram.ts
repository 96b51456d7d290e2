/** Buckets per factor of ten: one is 12 % wider than the one before. */
const PER_DECADE = 20;

/** 1 ms to 10,000 s; what is shorter or longer is counted with the first or the last. */
const DECADES = 7;
const BUCKETS = PER_DECADE * DECADES;

/** So many neighbours are one bar to the eye. */
const PER_BAR = 5;

/** How long something took, in numbers. Times are in ms. */
export interface Delays {
  readonly count: number;
  /** Half took no longer. */
  readonly median: number;
  /** 95 of 100 took no longer. */
  readonly p95: number;
  readonly longest: number;
  /** Counts, four to a factor of ten, from 1 ms on. */
  readonly bars: readonly number[];
}

/** How long bars reach, in factors of ten from 1 ms on. */
export const BAR_DECADES = DECADES;

/** Counts delays into buckets of a fixed number, so that a million of them cost no more memory than one. */
export class DelayHistogram {
  private readonly buckets = new Uint32Array(BUCKETS);
  private count = 0;
  private longest = 0;

  /** In ms. What seems to come before its time, as clocks differ a little, took no time. */
  add(ms: number): void {
    const bucket = ms <= 1 ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log10(ms) * PER_DECADE));
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
    this.count += 1;
    if (ms > this.longest) this.longest = ms;
  }

  read(): Delays {
    const bars = Array.from({ length: BUCKETS / PER_BAR }, (_, bar) =>
      this.buckets.subarray(bar * PER_BAR, (bar + 1) * PER_BAR).reduce((sum, count) => sum + count, 0),
    );
    return { count: this.count, median: this.quantile(0.5), p95: this.quantile(0.95), longest: this.longest, bars };
  }

  /** The end of the bucket in which the share of all is reached: at most 12 % too long, never too short. */
  private quantile(share: number): number {
    let left = Math.ceil(this.count * share);
    if (left === 0) return 0;
    const bucket = this.buckets.findIndex((count) => (left -= count) <= 0);
    return Math.min(this.longest, 10 ** ((bucket + 1) / PER_DECADE));
  }
}
