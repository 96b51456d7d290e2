import { TestBed } from '@angular/core/testing';
import type { Alarm } from '@contract/alarm';

import { FakeClocks } from '../clocks.fake';
import { aReading, anAcknowledgement, anAlarm, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { ReadingsStore } from '../readings/readings.store';
import { AlarmBoard } from './alarm-board';
import { AlarmsStore } from './alarms.store';

describe('AlarmsStore', () => {
  let clocks: FakeClocks;
  let store: AlarmsStore;
  let backend: FakeBackend;
  let arrived: string[];

  const mass = aReading({ alarm: 'k3f9-7' });
  const cured = aReading({ temperature: '36.6C', status: 'normal', takenAt: '2026-11-20T09:15:02.000Z' });

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    TestBed.configureTestingModule({ providers: provideFakeBackend() });
    backend = new FakeBackend();
    TestBed.inject(ReadingsStore);
    store = TestBed.inject(AlarmsStore);
    arrived = [];
    store.arrivals.subscribe((alarms) => arrived.push(...alarms.map(({ name }) => name)));
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
  });

  const waiting = (): Alarm[] => store.waiting().map(({ alarm }) => alarm);
  const passBatch = (): void => jasmine.clock().tick(100);

  function start(readings = [mass], alarms: readonly Alarm[] = [anAlarm()]): void {
    backend.answerSnapshot(readings);
    backend.answerStatus();
    backend.answerPendingAlarms(alarms);
    backend.goLive();
  }

  it('asks the server which alarms wait, the latest first', () => {
    start([mass], [anAlarm(), anAlarm({ alarm: 'k3f9-9', name: 'Ada', raisedAt: '2026-11-20T09:14:30.000Z' })]);
    expect(waiting().map(({ name }) => name)).toEqual(['Ada', 'Mass Roy']);
    expect(store.isLoaded()).toBe(true);
    expect(arrived).toEqual([]);
  });

  it('tells the pages that are there before it which open alarms somebody sees to', () => {
    const seen = { at: NOW, by: 'Ada', note: '' };
    start([mass, aReading({ rfid: 'R2' })], [anAlarm(), anAlarm({ alarm: 'k3f9-9', rfid: 'R2', acknowledged: seen })]);
    const board = TestBed.inject(AlarmBoard);
    expect([...board.seen()]).toEqual([['k3f9-9', seen]]);
    expect(board.openWaiting()).toEqual({ fever: 1, hypothermia: 0 });
    backend.acknowledge(anAcknowledgement());
    passBatch();
    expect([...board.seen().keys()].sort()).toEqual(['k3f9-7', 'k3f9-9']);
    backend.send(cured);
    passBatch();
    expect([...board.seen().keys()]).toEqual(['k3f9-9']);
    expect(board.openWaiting().fever).toBe(0);
  });

  it('counts whose latest reading carries an alarm, whatever the server answers', () => {
    backend.answerSnapshot([mass, aReading({ rfid: 'R2' })]);
    backend.rejectAlarms(503);
    expect(store.openCount()).toBe(1);
  });

  it('hears of a new alarm from the reading that raises it', () => {
    start([], []);
    backend.send(aReading({ alarm: 'k3f9-11' }));
    passBatch();
    expect(waiting()).toEqual([
      {
        alarm: 'k3f9-11',
        rfid: 'R546546',
        name: 'Mass Roy',
        kind: 'fever',
        raisedAt: '2026-11-20T09:14:50.000Z',
        peak: '102.5F',
      },
    ]);
    expect(store.openCount()).toBe(1);
    expect(arrived).toEqual(['Mass Roy']);
  });

  it('moves the peak of a fever up and never down', () => {
    start();
    backend.send({ ...mass, temperature: '39.9C', takenAt: '2026-11-20T09:15:01.000Z' });
    backend.send({ ...mass, temperature: '38.1C', takenAt: '2026-11-20T09:15:02.000Z' });
    passBatch();
    expect(waiting()[0]?.peak).toBe('39.9C');
  });

  it('moves the peak of a hypothermia down and never up', () => {
    const cold = aReading({ alarm: 'k3f9-7', status: 'hypothermia', temperature: '34.5C' });
    start([cold], [anAlarm({ kind: 'hypothermia', peak: '34.5C' })]);
    backend.send({ ...cold, temperature: '33.9C', takenAt: '2026-11-20T09:15:01.000Z' });
    backend.send({ ...cold, temperature: '34.9C', takenAt: '2026-11-20T09:15:02.000Z' });
    passBatch();
    expect(waiting()[0]?.peak).toBe('33.9C');
  });

  it('keeps an alarm that is over until somebody has acknowledged it', () => {
    start();
    backend.send(cured);
    passBatch();
    expect(waiting()[0]?.endedAt).toBe('2026-11-20T09:15:02.000Z');
    expect(store.openCount()).toBe(0);
    backend.acknowledge(anAcknowledgement());
    passBatch();
    expect(waiting()).toEqual([]);
  });

  it('ends nothing by a late reading', () => {
    start();
    backend.send({ ...cured, takenAt: '2026-11-20T09:14:10.000Z' });
    passBatch();
    expect(waiting()[0]?.endedAt).toBeUndefined();
    expect(store.openCount()).toBe(1);
  });

  it('applies what comes while the answer is under way on top of it, and only what it has not in it', () => {
    backend.answerSnapshot([mass]);
    backend.goLive();
    backend.send(aReading({ rfid: 'R2', name: 'Ada', alarm: 'k3f9-11' }));
    const { position } = backend;
    backend.send(cured);
    passBatch();
    const seen = anAlarm({ alarm: 'k3f9-11', rfid: 'R2', endedAt: NOW, acknowledged: { at: NOW, by: 'Bo', note: '' } });
    backend.answerPendingAlarms([anAlarm(), seen].slice(0, 1), { position });
    expect(waiting().map(({ name, endedAt }) => [name, endedAt])).toEqual([['Mass Roy', '2026-11-20T09:15:02.000Z']]);
  });

  it('asks again when a reading names an alarm that it should know, though not without end', () => {
    start([], []);
    backend.send(aReading({ alarm: 'k3f9-3' }));
    passBatch();
    jasmine.clock().tick(5_000);
    backend.answerPendingAlarms([anAlarm({ alarm: 'k3f9-3' })]);
    expect(waiting().map(({ alarm }) => alarm)).toEqual(['k3f9-3']);
    expect(arrived).toEqual(['Mass Roy']);
  });

  it('says why the alarms could not be loaded, shows new ones meanwhile, and tries again', () => {
    backend.answerSnapshot([]);
    backend.goLive();
    backend.rejectAlarms(500);
    expect(store.failure()?.reason).toBe('the server answered 500');
    backend.send(aReading({ alarm: 'k3f9-11' }));
    passBatch();
    expect(waiting().length).toBe(1);
    jasmine.clock().tick(2_000);
    backend.answerPendingAlarms([anAlarm({ alarm: 'k3f9-11' })]);
    expect(store.failure()).toBeUndefined();
    expect(waiting().length).toBe(1);
  });

  it('does not take an answer of another log', () => {
    backend.answerSnapshot([]);
    backend.goLive();
    backend.send(aReading({ alarm: 'k3f9-11' }));
    passBatch();
    backend.answerPendingAlarms([anAlarm({ alarm: 'zzzz-1' })], { position: 'zzzz-5' });
    expect(store.isLoaded()).toBe(false);
    jasmine.clock().tick(5_000);
    expect(backend.hasAlarmsRequest()).toBe(true);
  });

  it('says when more wait than it holds', () => {
    backend.answerSnapshot([]);
    backend.answerPendingAlarms(
      Array.from({ length: 1_000 }, (_, index) => anAlarm({ alarm: `k3f9-${index}` })),
      { hasMore: true },
    );
    expect(store.hasMore()).toBe(true);
  });

  it('does not take older ones for new when there is room for them again', () => {
    backend.answerSnapshot([]);
    backend.goLive();
    backend.answerPendingAlarms([anAlarm({ alarm: 'k3f9-9' })], { hasMore: true });
    jasmine.clock().tick(5_000);
    backend.answerPendingAlarms([
      anAlarm({ alarm: 'k3f9-9' }),
      anAlarm({ alarm: 'k3f9-3' }),
      anAlarm({ alarm: 'k3f9-11' }),
    ]);
    expect(waiting().length).toBe(3);
    expect(arrived.length).toBe(1);
  });

  it('holds no more than it can show, however many nobody acknowledges', () => {
    start([], []);
    for (let index = 0; index < 2_100; index += 1) {
      backend.send(aReading({ rfid: `R${index}`, alarm: `k3f9-${11 + index}` }));
      if (index % 100 === 0) passBatch();
    }
    passBatch();
    expect(store.waiting().length).toBe(2_000);
    expect(store.hasMore()).toBe(true);
    expect(store.openCount()).toBe(2_100);
  });

  it('takes the answer to our own acknowledgement, as the stream may be down', () => {
    start([cured], [anAlarm({ endedAt: cured.takenAt })]);
    store.acknowledged(anAcknowledgement());
    expect(waiting()).toEqual([]);
  });

  it('lets an alarm wait since it was raised, or since its reading came where that took long', () => {
    start([], []);
    backend.send(aReading({ rfid: 'R1', alarm: 'k3f9-11', takenAt: '2026-11-20T09:14:50.000Z' }));
    backend.send(aReading({ rfid: 'R2', alarm: 'k3f9-12', takenAt: '2026-11-20T08:00:00.000Z' }));
    passBatch();
    expect(store.waiting().map(({ sinceMs }) => sinceMs)).toEqual([
      Date.parse('2026-11-20T09:14:50.000Z'),
      Date.parse(NOW) + 100,
    ]);
  });

  it('announces what a fresh snapshot brings that was not known, and nothing twice', () => {
    start();
    backend.stream.gap({ Requested: 'k3f9-1', Reason: 'trimmed', OldestKept: 'k3f9-9', ResumesAt: 'k3f9-9' });
    backend.answerSnapshot([mass]);
    jasmine.clock().tick(5_000);
    backend.answerPendingAlarms([anAlarm(), anAlarm({ alarm: 'k3f9-8', rfid: 'R2', name: 'Ada' })]);
    expect(arrived).toEqual(['Ada']);
  });
});
