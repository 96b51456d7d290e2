import type { Reading } from '@contract/reading';
import { followsLatest } from '@contract/reading-time';
import { decodeReading, FIELD, type WireReading } from '@contract/wire';

/** A reading with its time as a number (ms since 1970). */
export interface LatestReading extends Reading {
  readonly takenAtMs: number;
}

const TEXT_FIELDS = [FIELD.name, FIELD.temperature, FIELD.rfid, FIELD.takenAt];
const STATUSES: readonly unknown[] = ['normal', 'fever', 'hypothermia'];

/** Parses a reading of the stream or of a response; returns `undefined` if it isn't one. */
export function parseReading(value: unknown): LatestReading | undefined {
  if (!isWireReading(value)) return undefined;
  const reading = decodeReading(value);
  const takenAtMs = Date.parse(reading.takenAt);
  return Number.isNaN(takenAtMs) ? undefined : { ...reading, takenAtMs };
}

/**
 * Returns whether the server made this reading the latest of its tag, whose previous latest was taken at `latestMs`. The server
 * stores no alarm of late readings, so a reading with an alarm is the latest whatever its time. Otherwise the rule of the contract
 * applies, at the server's time `serverMs`.
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
