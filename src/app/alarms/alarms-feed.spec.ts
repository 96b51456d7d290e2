import { TestBed } from '@angular/core/testing';

import { FakeClocks } from '../clocks.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { ReadingsStore } from '../readings/readings.store';
import { AlarmCalls } from './alarm-calls';
import { AlarmsFeed } from './alarms-feed';
import { AlarmsStore } from './alarms.store';

describe('AlarmsFeed', () => {
  let clocks: FakeClocks;
  let backend: FakeBackend;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    TestBed.configureTestingModule({ providers: provideFakeBackend() });
    backend = new FakeBackend();
    TestBed.inject(AlarmsFeed);
    backend.answerSnapshot([aReading({ alarm: 'k3f9-7' })]);
    backend.goLive();
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
  });

  it('keeps what has come for a store that comes later', () => {
    backend.send(aReading({ rfid: 'R2', alarm: 'k3f9-11' }));
    jasmine.clock().tick(100);
    const store = TestBed.inject(AlarmsStore);
    expect(store.openCount()).toBe(2);
    backend.send(aReading({ rfid: 'R3', alarm: 'k3f9-12' }));
    jasmine.clock().tick(100);
    expect(store.openCount()).toBe(3);
    expect(store.waiting().length).toBe(2);
  });

  it('lets a new alarm be called out that came before whoever calls', () => {
    TestBed.inject(ReadingsStore);
    backend.send(aReading({ rfid: 'R2', name: 'Ada', alarm: 'k3f9-11' }));
    jasmine.clock().tick(100);
    TestBed.inject(AlarmsStore);
    const called: string[] = [];
    TestBed.inject(AlarmCalls).calls.subscribe(({ alarms }) => called.push(...alarms.map(({ name }) => name)));
    // In steps: the fake clock takes up with its next tick what was set during the last.
    for (let second = 0; second < 3; second += 1) jasmine.clock().tick(1_000);
    expect(called).toEqual(['Ada']);
  });

  it('begins anew when the store came so late that not everything could be kept', () => {
    for (let batch = 0; batch <= 600; batch += 1) {
      backend.send(aReading({ takenAt: new Date(Date.now()).toISOString(), alarm: 'k3f9-7' }));
      jasmine.clock().tick(100);
    }
    const store = TestBed.inject(AlarmsStore);
    expect(store.openCount()).withContext('a part of it would be wrong').toBe(0);
    jasmine.clock().tick(5_000);
    backend.answerSnapshot([aReading({ rfid: 'R2', alarm: 'k3f9-8' }), aReading({ rfid: 'R3', alarm: 'k3f9-9' })]);
    expect(store.openCount()).toBe(2);
  });
});
