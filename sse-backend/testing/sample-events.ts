import type { EventLog } from '../log/event-log.ts';
import type { NewReading } from '../log/shapes.ts';
import { reading } from './test-log.ts';

const FIRST_TAKEN_AT = Date.parse('2026-11-20T09:15:00.000Z');

/** Mass Roy's readings from one number to another, a millisecond apart, so that each one's frame is known. */
export function numbered(from: number, to: number, fields: Partial<NewReading> = {}): NewReading[] {
  return Array.from({ length: to - from + 1 }, (_, index) =>
    reading({ takenAtMs: FIRST_TAKEN_AT + from + index, ...fields }),
  );
}

/** The frame of the reading of that number, which stands at that sequence. */
export function numberedFrame(log: EventLog, number: number): string {
  const takenAt = new Date(FIRST_TAKEN_AT + number).toISOString();
  const data = `{"Name":"Mass Roy","Temparature":"36.6C","RFID":"R546546","TakenAt":"${takenAt}","Status":"normal"}`;
  return `id: ${log.epoch}-${number}\nevent: message\ndata: ${data}\n\n`;
}

/** The frames of several, one after the other. */
export function numberedFrames(log: EventLog, from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => numberedFrame(log, from + index)).join('');
}
