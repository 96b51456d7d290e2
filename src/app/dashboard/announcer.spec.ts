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

  function start(count: number): void {
    const takenAt = '2026-11-20T09:15:50.000Z';
    backend.answerSnapshot(Array.from({ length: count }, (_, index) => aReading({ rfid: `R${index}`, takenAt })));
    backend.answerStatus();
    backend.goLive();
    jasmine.clock().tick(7_000);
  }

  const addFever = (rfid: string): void => backend.send(aReading({ rfid, takenAt: '2026-11-20T09:15:55.000Z' }));

  it('does not announce the state in which the page was opened', () => {
    start(3);
    jasmine.clock().tick(20_000);
    expect(announcer.sentence()).toBe('');
  });

  it('announces changes in one sentence, at most every seven seconds', () => {
    start(2);
    addFever('A');
    jasmine.clock().tick(3_000);
    addFever('B');
    expect(announcer.sentence()).toBe('');
    jasmine.clock().tick(4_000);
    expect(announcer.sentence()).toBe('4 people with fever.');
  });

  it('announces stale sensors', () => {
    start(1);
    backend.stream.heartbeat('k3f9-10', { at: '2026-11-20T09:18:00.000Z' });
    jasmine.clock().tick(7_000);
    expect(announcer.sentence()).toBe('1 person with fever and 1 stale sensor.');
  });

  it('does not announce small relative changes', () => {
    start(100);
    addFever('A');
    jasmine.clock().tick(7_000);
    expect(announcer.sentence()).toBe('');
    for (const rfid of ['B', 'C', 'D', 'E', 'F']) addFever(rfid);
    jasmine.clock().tick(7_000);
    expect(announcer.sentence()).toBe('106 people with fever.');
  });

  it('announces nothing while the page is paused', () => {
    start(1);
    TestBed.inject(UpdateRateStore).choose('paused');
    addFever('A');
    jasmine.clock().tick(14_000);
    expect(announcer.sentence()).toBe('');
  });
});
