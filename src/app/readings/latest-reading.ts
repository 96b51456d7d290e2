import type { Reading } from '@contract/reading';
import { followsLatest } from '@contract/reading-time';
import { decodeReading, FIELD, type WireReading } from '@contract/wire';

/** A person's latest reading, with its time at hand as a number (ms since 1970). */
export interface LatestReading extends Reading {
  readonly takenAtMs: number;
}

const TEXT_FIELDS = [FIELD.name, FIELD.temperature, FIELD.rfid, FIELD.takenAt];
const STATUSES: readonly unknown[] = ['normal', 'fever', 'hypothermia'];

/** Reads a reading as it stands in the stream or in an answer of the API; `undefined` when it isn't one. */
export function parseReading(value: unknown): LatestReading | undefined {
  if (!isWireReading(value)) return undefined;
  const reading = decodeReading(value);
  const takenAtMs = Date.parse(reading.takenAt);
  return Number.isNaN(takenAtMs) ? undefined : { ...reading, takenAtMs };
}

/**
 * Whether a reading of the stream became its tag's latest on the server, where the one known was taken at `latestMs`. Of late
 * readings the server stores no alarm, so one with an alarm is the latest whatever the time. Otherwise the contract's rule holds,
 * by the server's clock as it is known here.
 */
export function isNewLatest(reading: LatestReading, latestMs: number | undefined, serverMs: number): boolean {
  const isRepeated = reading.takenAtMs === latestMs;
  return isRepeated || reading.alarm !== undefined || followsLatest(reading.takenAtMs, latestMs, serverMs);
}

function isWireReading(value: unknown): value is WireReading {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return TEXT_FIELDS.every((name) => typeof fields[name] === 'string') && STATUSES.includes(fields[FIELD.status]);
}
