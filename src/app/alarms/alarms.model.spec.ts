import { TestBed } from '@angular/core/testing';
import type { Alarm } from '@contract/alarm';
import type { Reading } from '@contract/reading';
import { type Episode, nextEpisode, type Rules, statusAlone } from '@contract/status';
import fc from 'fast-check';

import { FakeClocks } from '../clocks.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { compareNewestFirst } from './alarm-book';
import { AlarmsStore } from './alarms.store';

const KEYS = ['alarm', 'rfid', 'name', 'kind', 'raisedAt', 'endedAt', 'peak'];

interface Step {
  readonly person: number;
  readonly celsius: number;
  /** Seconds after the person's newest reading; negative: late. */
  readonly after: number;
  /** Instead of a reading, an acknowledgement of the alarm at this place of the list. */
  readonly acknowledge: number | undefined;
}

const step: fc.Arbitrary<Step> = fc.record({
  person: fc.nat(2),
  celsius: fc.constantFrom(34, 35.1, 36.6, 37.9, 38, 39.5),
  after: fc.constantFrom(-7, -3, 2, 5),
  acknowledge: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(9) }),
});

type Sending = (backend: FakeBackend) => void;

type When = Readonly<Record<'opens' | 'reads' | 'takes' | 'again', number>>;

/** The server's rules, as naively as they can be written. */
class Model {
  readonly alarms = new Map<string, Alarm>();
  private readonly latest = new Map<string, { reading: Reading; episode: Episode }>();
  private readonly taken = new Set<string>();
  private readonly rules: Rules;
  private head = 10;

  constructor(alarmHoldMs: number) {
    this.rules = { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 }, alarmHoldMs };
  }

  get everyone(): readonly Reading[] {
    return [...this.latest.values()].map(({ reading }) => reading);
  }

  get sequence(): number {
    return this.head;
  }

  /** What `GET /api/alarms` answers now. */
  get pending(): readonly Alarm[] {
    return [...this.alarms.values()].filter(({ endedAt, acknowledged }) => endedAt === undefined || !acknowledged);
  }

  /** Gives how the event is sent. */
  take({ person, celsius, after, acknowledge }: Step): Sending | undefined {
    return acknowledge === undefined ? this.takeReading(`R${person}`, celsius, after) : this.see(acknowledge);
  }

  private takeReading(rfid: string, celsius: number, after: number): Sending | undefined {
    const before = this.latest.get(rfid);
    const newestMs = before ? Date.parse(before.reading.takenAt) : Date.parse(NOW);
    const takenAtMs = newestMs + after * 1_000;
    const takenAt = new Date(takenAtMs).toISOString();
    if (this.taken.has(rfid + takenAt)) return undefined;
    this.taken.add(rfid + takenAt);
    const id = this.nextId();
    const fields = { rfid, name: rfid, temperature: `${celsius}C`, takenAt };
    if (before && takenAtMs < newestMs) {
      const late = aReading({ ...fields, status: statusAlone(celsius, this.rules) });
      return (backend) => backend.send(late);
    }
    const episode = nextEpisode(before?.episode, { celsius, takenAtMs, id }, this.rules);
    const open = before?.episode.alarm;
    if (open !== undefined && open !== episode.alarm) this.change(open, { endedAt: takenAt });
    if (episode.alarm === id && episode.status !== 'normal') {
      const { temperature: peak } = fields;
      this.alarms.set(id, { alarm: id, rfid, name: rfid, kind: episode.status, raisedAt: takenAt, peak });
    } else if (episode.alarm !== undefined) this.followPeak(episode.alarm, celsius);
    const reading = aReading({
      ...fields,
      status: episode.status,
      ...(episode.alarm === undefined ? {} : { alarm: episode.alarm }),
    });
    this.latest.set(rfid, { reading, episode });
    return (backend) => backend.send(reading);
  }

  private followPeak(id: string, celsius: number): void {
    const { kind, peak } = this.alarms.get(id)!;
    const before = Number.parseFloat(peak);
    if (kind === 'fever' ? celsius > before : celsius < before) this.change(id, { peak: `${celsius}C` });
  }

  private see(place: number): Sending | undefined {
    const alarm = [...this.alarms.values()][place];
    if (!alarm || alarm.acknowledged) return undefined;
    this.nextId();
    this.change(alarm.alarm, { acknowledged: { at: NOW, by: 'local', note: '' } });
    const { alarm: id, rfid } = alarm;
    return (backend) => backend.acknowledge({ alarm: id, rfid, by: 'local', note: '', at: NOW });
  }

  private change(id: string, fields: Partial<Alarm>): void {
    this.alarms.set(id, { ...this.alarms.get(id)!, ...fields });
  }

  get position(): string {
    return `k3f9-${this.head}`;
  }

  private nextId(): string {
    this.head += 1;
    return this.position;
  }
}

describe('AlarmsStore beside a naive model of the server', () => {
  let clocks: FakeClocks;

  beforeEach(() => (clocks = new FakeClocks(NOW)));
  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
  });

  /** Steps until the page is opened, until the first of two answers is read and until it arrives; from then on the same for the second. */
  function run(steps: readonly Step[], model: Model, when: When) {
    TestBed.resetTestingModule().configureTestingModule({ providers: provideFakeBackend() });
    for (const one of steps.slice(0, when.opens)) model.take(one);
    const backend = new FakeBackend(model.sequence);
    const store = TestBed.inject(AlarmsStore);
    backend.answerSnapshot(model.everyone);
    backend.goLive();
    const rest = steps.slice(when.opens);
    const [first, second] = [when.reads + when.takes, when.reads + when.takes + when.again];
    const answers: (() => void)[] = [];
    const readAnswer = (): void => {
      const { pending, position } = model;
      answers.push(() => backend.answerPendingAlarmsPage(pending, { position }));
    };
    for (let index = 0; index < Math.max(rest.length, second + 1); index += 1) {
      if (index === when.reads || index === first) readAnswer();
      const next = rest[index];
      if (next) model.take(next)?.(backend);
      if (index === first) answers[0]?.();
      if (index === second) answers.at(-1)?.();
      jasmine.clock().tick(100);
    }
    return store;
  }

  it('knows the same alarms, whenever it begins and whenever it is answered', () => {
    const places = fc.record({ opens: fc.nat(30), reads: fc.nat(20), takes: fc.nat(20), again: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), places, fc.constantFrom(0, 4_000), (steps, when, alarmHoldMs) => {
        const model = new Model(alarmHoldMs);
        const store = run(steps, model, when);
        const expected = [...model.alarms.values()].filter(({ acknowledged }) => !acknowledged);
        const waiting = store.waiting().map(({ alarm }) => alarm);
        const open = model.everyone.filter(({ alarm }) => alarm !== undefined).length;
        const sorted = (alarms: readonly Alarm[]) => JSON.stringify(alarms.toSorted(compareNewestFirst), KEYS);
        return store.isLoaded() && sorted(waiting) === sorted(expected) && store.openCount() === open;
      }),
      { numRuns: 200 },
    );
    expect().nothing();
  });
});
