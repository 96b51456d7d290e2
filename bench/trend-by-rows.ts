import { DatabaseSync } from 'node:sqlite';
import { parseTemperature, toCelsius } from '../sse-backend/contract/temperature.ts';
import { decodeReading, type WireReading } from '../sse-backend/contract/wire.ts';
import type { TrendQuery } from '../sse-backend/log/shapes.ts';

/** The naive way, for comparison: every row of the person is read and parsed. Gives how many readings there were. */
export function trendByRows(file: string, { rfid, from, to, bucketMs }: TrendQuery): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database
    .prepare('SELECT taken_at, data FROM events WHERE rfid = ? AND taken_at >= ? AND taken_at < ? ORDER BY taken_at')
    .iterate(rfid, from, to);
  const buckets = new Map<number, { min: number; max: number; count: number }>();
  for (const row of rows) {
    const temperature = parseTemperature(decodeReading(JSON.parse(String(row['data'])) as WireReading).temperature);
    const celsius = temperature ? toCelsius(temperature) : NaN;
    const index = Math.floor((Number(row['taken_at']) - from) / bucketMs);
    const { min, max, count } = buckets.get(index) ?? { min: Infinity, max: -Infinity, count: 0 };
    buckets.set(index, { min: Math.min(min, celsius), max: Math.max(max, celsius), count: count + 1 });
  }
  database.close();
  return [...buckets.values()].reduce((sum, { count }) => sum + count, 0);
}
