/** `GET /api/readings/trend`: one person's readings from `From` to before `To`, thinned to buckets of `BucketMs` each. */
export interface Trend {
  readonly RFID: string;
  /** RFC 3339 in UTC with milliseconds. */
  readonly From: string;
  readonly To: string;
  readonly BucketMs: number;
  /** By time; buckets without a reading are left out. */
  readonly Points: readonly TrendPoint[];
}

/** What was read in one bucket; temperatures in °C, whatever unit the sensor speaks. */
export interface TrendPoint {
  /** When the bucket begins. */
  readonly At: string;
  readonly Min: number;
  readonly Max: number;
  /** Readings in it. */
  readonly Count: number;
}
