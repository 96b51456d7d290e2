/** Buckets per decade: each is 12 % wider than the previous one. */
const PER_DECADE = 20;

/** 1 ms to 10,000 s. Shorter and longer delays count for the first and last bucket. */
const DECADES = 7;
const BUCKETS = PER_DECADE * DECADES;

/** Buckets per bar. */
const PER_BAR = 5;

/** Statistics of delays (ms). */
export interface Delays {
  readonly count: number;
  readonly median: number;
  /** 95th percentile. */
  readonly p95: number;
  readonly longest: number;
  /** Counts, four per decade, starting at 1 ms. */
  readonly bars: readonly number[];
}

/** Number of decades covered by the bars, starting at 1 ms. */
export const BAR_DECADES = DECADES;

/** Counts delays in a fixed number of buckets, so memory use is constant. */
export class DelayHistogram {
  private readonly buckets = new Uint32Array(BUCKETS);
  private count = 0;
  private longest = 0;

  /** Adds a delay (ms). Negative ones, caused by clock differences, count as 0. */
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

  /** Returns the upper bound of the quantile's bucket: at most 12 % too long, never too short. */
  private quantile(share: number): number {
    let left = Math.ceil(this.count * share);
    if (left === 0) return 0;
    const bucket = this.buckets.findIndex((count) => (left -= count) <= 0);
    return Math.min(this.longest, 10 ** ((bucket + 1) / PER_DECADE));
  }
}
