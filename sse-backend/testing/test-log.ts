import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AlarmsQuery } from '../log/alarm-shapes.ts';
import { EventLog, type EventLogOptions } from '../log/event-log.ts';
import type { NewReading } from '../log/shapes.ts';
import { tempFolder } from './temp-folder.ts';

export const RULES = {
  fever: { on: 38, off: 37.8 },
  hypothermia: { on: 35, off: 35.2 },
  alarmHoldMs: 0,
};

/** Asks for all alarms that a test could make. */
export const EVERY_ALARM: AlarmsQuery = {
  state: 'all',
  rfid: undefined,
  from: undefined,
  to: undefined,
  limit: 1000,
  before: undefined,
};

const KEEP_A_DAY = { retainMs: 86_400_000, retainEvents: undefined, rules: RULES };

/** Opens a log, in a file of the test's own unless one is given, that is closed with the test. */
export async function openLog(test: TestContext, options: Partial<EventLogOptions> = {}): Promise<EventLog> {
  const file = options.file ?? join(tempFolder(test), 'log.sqlite');
  const log = await EventLog.open({ ...KEEP_A_DAY, file, ...options });
  test.after(() => log.close());
  return log;
}

/** A live reading; what a test doesn't care for is Mass Roy's. */
export function reading(fields: Partial<NewReading> = {}): NewReading {
  return { type: 'message', name: 'Mass Roy', temperature: '36.6C', rfid: 'R546546', takenAtMs: undefined, ...fields };
}
