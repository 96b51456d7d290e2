import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Alarm, AlarmKind } from '../contract/alarm.ts';
import { decodeAcknowledgement, type WireAcknowledgement } from '../contract/alarm-wire.ts';
import type { Reading } from '../contract/reading.ts';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';
import { decodeReading, type WireReading } from '../contract/wire.ts';
import { EVERY_ALARM, openLog, reading } from '../testing/test-log.ts';
import type { EventLog } from './event-log.ts';
import type { NewReading, StoredEvent } from './shapes.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');

/** What happens to a log. `wait` lets everything before it be done; without it, it all happens at once. */
const STEP = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('reading' as const),
      rfid: fc.constantFrom('R1', 'R2', 'R3'),
      temperature: fc.constantFrom('36.6C', '38.0C', '102.5F', '40.0C', '37.9C', '34.0C', '33.0C', '95.2F'),
      second: fc.nat(30),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('acknowledge' as const), sequence: fc.integer({ min: 1, max: 20 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'look' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'wait' as const }) },
);

type Step = typeof STEP extends fc.Arbitrary<infer Each> ? Each : never;

/** What a page knows: the alarms, and how far each person's readings go, as a late one changes no alarm. */
interface Look {
  readonly position: number;
  readonly alarmsPosition: number;
  readonly alarms: ReadonlyMap<string, Alarm>;
  readonly latest: ReadonlyMap<string, string>;
}

async function look(log: EventLog): Promise<Look> {
  const [snapshot, page] = await Promise.all([log.latest(), log.alarms(EVERY_ALARM)]);
  const readings = snapshot.readings.map((text) => decodeReading(JSON.parse(text) as WireReading));
  return {
    position: snapshot.sequence,
    alarmsPosition: page.sequence,
    alarms: new Map(page.alarms.map(({ alarm }) => [alarm.alarm, alarm])),
    latest: new Map(readings.map(({ rfid, takenAt }) => [rfid, takenAt])),
  };
}

/** The alarms after further events, as a page works them out. */
function follow(from: Look, events: readonly StoredEvent[], log: EventLog): Map<string, Alarm> {
  const alarms = new Map(from.alarms);
  const latest = new Map(from.latest);
  for (const { sequence, type, data } of events) {
    if (type === 'acknowledgement') {
      const { alarm, at, by, note } = decodeAcknowledgement(JSON.parse(data) as WireAcknowledgement);
      const seen = alarms.get(alarm);
      if (sequence > from.alarmsPosition && seen) alarms.set(alarm, { ...seen, acknowledged: { at, by, note } });
      continue;
    }
    const taken = decodeReading(JSON.parse(data) as WireReading);
    if (sequence <= from.position || taken.takenAt <= (latest.get(taken.rfid) ?? '')) continue;
    latest.set(taken.rfid, taken.takenAt);
    if (sequence > from.alarmsPosition) followReading(alarms, taken, log.idOf(sequence));
  }
  return alarms;
}

function followReading(alarms: Map<string, Alarm>, taken: Reading, id: string): void {
  const { rfid, name, takenAt, temperature: peak, status, alarm } = taken;
  const open = [...alarms.values()].find((each) => each.rfid === rfid && each.endedAt === undefined);
  if (open && open.alarm !== alarm) alarms.set(open.alarm, { ...open, endedAt: takenAt });
  if (alarm === id) alarms.set(id, { alarm, rfid, name, kind: status as AlarmKind, raisedAt: takenAt, peak });
  else if (open && open.alarm === alarm && isFurther(peak, open)) alarms.set(alarm, { ...open, peak });
}

function isFurther(temperature: string, { kind, peak }: Alarm): boolean {
  const difference = toCelsius(parseTemperature(temperature)!) - toCelsius(parseTemperature(peak)!);
  return kind === 'fever' ? difference > 0 : difference < 0;
}

function taken({ rfid, temperature, second }: Extract<Step, { kind: 'reading' }>): NewReading {
  return reading({ rfid, temperature, takenAtMs: NINE + second * 1000 });
}

async function run(t: TestContext, steps: readonly Step[]) {
  const log = await openLog(t, { now: () => NINE });
  const events: StoredEvent[] = [];
  log.onStored((stored) => events.push(...stored));
  const looks: Promise<Look>[] = [look(log)];
  let pending: Promise<unknown>[] = [];
  for (const step of steps) {
    switch (step.kind) {
      case 'reading':
        pending.push(log.append([taken(step)], 'each'));
        break;
      case 'acknowledge':
        pending.push(log.acknowledge({ alarm: log.idOf(step.sequence), by: 'local', note: `${pending.length}` }));
        break;
      case 'look':
        looks.push(look(log));
        break;
      case 'wait':
        await Promise.all(pending);
        pending = [];
        break;
    }
  }
  await Promise.all(pending);
  const end = await look(log);
  for (const each of await Promise.all(looks)) assert.deepEqual(follow(each, events, log), end.alarms);
  await log.close();
}

test('a list of alarms and the events after its position tell the same as a later list, whatever happens meanwhile', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 20, maxLength: 80 }), (steps) => run(t, steps)),
    { numRuns: 30 },
  );
});
