import { TestBed } from '@angular/core/testing';

import { FakeClocks } from '../clocks.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { UpdateRateStore } from '../readings/update-rate.store';
import { Announcer } from './announcer';

describe('Announcer', () => {
  let clocks: FakeClocks;
  let backend: FakeBackend;
  let announcer: Announcer;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    TestBed.configureTestingModule({ providers: [...provideFakeBackend(), Announcer] });
    backend = new FakeBackend();
    announcer = TestBed.inject(Announcer);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
    sessionStorage.clear();
  });

  function start(feverish: number): void {
    const takenAt = '2026-11-20T09:15:50.000Z';
    backend.giveSnapshot(Array.from({ length: feverish }, (_, index) => aReading({ rfid: `R${index}`, takenAt })));
    backend.giveStatus();
    backend.goLive();
    jasmine.clock().tick(7_000);
  }

  const fallIll = (rfid: string): void => backend.send(aReading({ rfid, takenAt: '2026-11-20T09:15:55.000Z' }));

  it('says nothing of how it was when the page was opened', () => {
    start(3);
    jasmine.clock().tick(20_000);
    expect(announcer.sentence()).toBe('');
  });

  it('says what has changed in one sentence, every seven seconds at most', () => {
    start(2);
    fallIll('A');
    jasmine.clock().tick(3_000);
    fallIll('B');
    expect(announcer.sentence()).toBe('');
    jasmine.clock().tick(4_000);
    expect(announcer.sentence()).toBe('4 people with fever.');
  });

  it('says who has fallen silent', () => {
    start(1);
    backend.stream.heartbeat('k3f9-10', { at: '2026-11-20T09:18:00.000Z' });
    jasmine.clock().tick(7_000);
    expect(announcer.sentence()).toBe('1 person with fever, 1 silent sensor.');
  });

  it('does not mention that among many somebody has got well or ill', () => {
    start(100);
    fallIll('A');
    jasmine.clock().tick(7_000);
    expect(announcer.sentence()).toBe('');
    for (const rfid of ['B', 'C', 'D', 'E', 'F']) fallIll(rfid);
    jasmine.clock().tick(7_000);
    expect(announcer.sentence()).toBe('106 people with fever.');
  });

  it('is silent while the page is paused', () => {
    start(1);
    TestBed.inject(UpdateRateStore).choose('paused');
    fallIll('A');
    jasmine.clock().tick(14_000);
    expect(announcer.sentence()).toBe('');
  });
});
