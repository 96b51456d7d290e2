import { TestBed } from '@angular/core/testing';
import { encodeReading } from '@contract/wire';

import { FakeClocks } from '../clocks.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { ReadingsStore } from '../readings/readings.store';
import { StreamMeter } from './stream-meter';

describe('StreamMeter', () => {
  let clocks: FakeClocks;
  let meter: StreamMeter;
  let backend: FakeBackend;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    TestBed.configureTestingModule({ providers: provideFakeBackend() });
    backend = new FakeBackend();
    TestBed.inject(ReadingsStore);
    meter = TestBed.inject(StreamMeter);
    backend.answerSnapshot([]);
    backend.answerStatus();
    backend.goLive();
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
  });

  const passBatch = (): void => jasmine.clock().tick(100);

  function lose(missed: number): void {
    backend.stream.lose();
    jasmine.clock().tick(5_000);
    backend.goLive(missed);
    for (let index = 0; index < missed; index += 1) backend.send(aReading({ rfid: `R${index}` }));
    passBatch();
  }

  it('tells for eight seconds how many of the events missed a reconnect has brought', () => {
    lose(37);
    expect(meter.replayed()).toBe(37);
    jasmine.clock().tick(7_999);
    expect(meter.replayed()).toBe(37);
    jasmine.clock().tick(1);
    expect(meter.replayed()).toBe(0);
  });

  it('tells nothing of a reconnect that had nothing to bring, or that is over', () => {
    lose(0);
    expect(meter.replayed()).toBe(0);
    lose(2);
    backend.stream.lose();
    expect(meter.replayed()).toBe(0);
  });

  it('does not count twice what comes twice', () => {
    backend.stream.lose();
    backend.goLive(1);
    backend.stream.message('{}', 'k3f9-10');
    backend.send(aReading());
    passBatch();
    expect(meter.replayed()).toBe(1);
  });

  it('does not call a snapshot a replay', () => {
    backend.stream.lose();
    backend.goLive(50_001);
    backend.answerSnapshot([aReading()]);
    backend.goLive();
    expect(meter.replayed()).toBe(0);
    expect(meter.read().outages.latest.map(({ replayed }) => replayed)).toEqual([undefined]);
  });

  it('counts events and the characters of their data', () => {
    const sent = [aReading(), aReading({ name: 'Ada', rfid: 'R2' })];
    for (const reading of sent) backend.send(reading);
    passBatch();
    jasmine.clock().tick(10_000);
    const { events, characters, charactersPerMinute } = meter.read();
    const size = sent.reduce((sum, reading) => sum + encodeReading(reading).length, 0);
    expect([events, characters, charactersPerMinute]).toEqual([2, size, size * 6]);
  });

  it('measures heartbeats and readings by the server clock, however wrong this device is', () => {
    clocks.set('2026-11-20T10:15:00.000Z');
    jasmine.clock().tick(1_000);
    backend.answerStatus({ At: '2026-11-20T09:15:01.000Z' });
    backend.stream.heartbeat('k3f9-10', { at: '2026-11-20T09:15:00.960Z' });
    backend.send(aReading({ takenAt: '2026-11-20T09:15:00.100Z' }));
    passBatch();
    const { heartbeats, ages } = meter.read();
    expect(heartbeats.longest).toBe(40);
    expect(ages).toEqual(jasmine.objectContaining({ count: 1, longest: 1_000 }));
  });

  it('does not measure readings that were replayed, which are as old as the loss was long', () => {
    lose(3);
    expect(meter.read().ages.count).toBe(0);
  });

  it('knows the newest event, and since when the connection is as it is', () => {
    lose(2);
    expect(meter.read().position).toBe('k3f9-12');
    expect(meter.read().stateSince).toBe(Date.now());
    backend.stream.lose();
    const since = Date.now();
    jasmine.clock().tick(3_000);
    expect(meter.read().stateSince).toBe(since);
  });
});
