import type { EventLog } from '../../sse-backend/log/event-log.ts';
import { identityOf, type SentReading } from '../sender.ts';
import type { Acknowledged } from './acknowledged.ts';

/** An event of a log with its id. */
interface LoggedEvent {
  readonly id: string;
  readonly sequence: number;
  readonly type: string;
  readonly data: string;
}

/** All events of a log. */
export async function readEvents(log: EventLog): Promise<LoggedEvent[]> {
  const { events } = await log.between(0, log.head);
  return events.map(({ sequence, type, data }) => ({ id: log.idOf(sequence), sequence, type, data }));
}

/** Compares a log's events with what was acknowledged; gives what is wrong. */
export function checkEvents(
  events: readonly LoggedEvent[],
  acknowledged: readonly Acknowledged[],
  { areImportsOver }: { readonly areImportsOver: boolean },
): string[] {
  const faults: string[] = [];
  events.forEach(({ sequence }, index) => {
    if (sequence !== index + 1) faults.push(`event ${index + 1} of the log has sequence ${sequence}`);
  });
  const byId = new Map(events.map(({ id, data }) => [id, data]));
  const readings = new Map<string, string>();
  const alarms = new Set<string>();
  for (const { type, data } of events) {
    const content = JSON.parse(data) as SentReading & { readonly Alarm: string };
    const key = type === 'acknowledgement' ? content.Alarm : identityOf(content);
    if (alarms.has(key) || readings.has(key)) faults.push(`stored twice: ${key}`);
    if (type === 'acknowledgement') alarms.add(key);
    else readings.set(key, contentOf(content));
  }
  const missing = (all: readonly SentReading[]) =>
    all
      .filter((each) => readings.get(identityOf(each)) !== contentOf(each))
      .map((each) => `missing: ${contentOf(each)}`);
  for (const each of acknowledged) {
    if (each.kind === 'readings' || (each.kind === 'import' && areImportsOver)) faults.push(...missing(each.readings));
    if (each.kind === 'event' && byId.get(each.id) !== each.data) faults.push(`missing: event ${each.id}`);
    if (each.kind === 'acknowledgement' && !alarms.has(each.alarm)) faults.push(`missing: alarm ${each.alarm} is seen`);
  }
  return faults;
}

function contentOf({ Name, Temparature, RFID, TakenAt }: SentReading): string {
  return [Name, Temparature, RFID, TakenAt].join('|');
}
