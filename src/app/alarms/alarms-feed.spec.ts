import { TestBed } from '@angular/core/testing';

import { FakeClocks } from '../clocks.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../readings/backend.fake';
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
    backend.giveSnapshot([aReading({ alarm: 'k3f9-7' })]);
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

  it('begins anew when the store came so late that not everything could be kept', () => {
    for (let batch = 0; batch <= 600; batch += 1) {
      backend.send(aReading({ takenAt: new Date(Date.now()).toISOString(), alarm: 'k3f9-7' }));
      jasmine.clock().tick(100);
    }
    const store = TestBed.inject(AlarmsStore);
    jasmine.clock().tick(5_000);
    backend.giveSnapshot([]);
    expect(store.openCount()).toBe(0);
  });
});
