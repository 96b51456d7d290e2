import { AppError } from '../app-error.ts';
import { formatInstant } from '../contract/instant.ts';
import type { IngestOptions } from './ingest.ts';
import type { ParsedReading } from './parse-reading.ts';

/** Notes how the clock of the device that sent a reading differs from the one here. */
export function noteClock(parsed: ParsedReading, clocks: IngestOptions['clocks'], nowMs: number): void {
  const { rfid, takenAtMs } = parsed.kind === 'good' ? parsed.reading : (parsed.ahead ?? {});
  if (rfid !== undefined && takenAtMs !== undefined) clocks.note(rfid, takenAtMs, nowMs);
}

/** Whether a reading is refused only because its TakenAt is too far ahead. */
export function isAhead(parsed: ParsedReading): boolean {
  return parsed.kind === 'refused' && parsed.ahead !== undefined;
}

/** For readings that are right, as far as can be told, and should be sent again. */
export function serverClockBehind(nowMs: number): AppError {
  return new AppError(
    'server-clock-behind',
    `TakenAt is more than 5 minutes ahead of ${formatInstant(nowMs)}, the time here, and the server's clock seems to be behind; ` +
      'send it again later, and have the clock of the server set.',
  );
}
