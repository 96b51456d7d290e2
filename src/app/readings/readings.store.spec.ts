import { TestBed } from '@angular/core/testing';

import { FakeClocks } from '../clocks.fake';
import { FakeEventSource } from '../event-source.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { UpdateRateStore } from './update-rate.store';
import { ReadingsStore } from './readings.store';
import { ServerStore } from './server.store';

describe('ReadingsStore', () => {
  let clocks: FakeClocks;
  let store: ReadingsStore;
  let backend: FakeBackend;
  let updateRates: UpdateRateStore;

  const mass = aReading();
  const ada = aReading({ name: 'Ada', rfid: 'R1', temperature: '36.6C', status: 'normal' });

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    TestBed.configureTestingModule({ providers: provideFakeBackend() });
    backend = new FakeBackend();
    store = TestBed.inject(ReadingsStore);
    updateRates = TestBed.inject(UpdateRateStore);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
    sessionStorage.clear();
  });

  const names = (): string[] => store.people().map((person) => person.latest().name);
  const temperatureOf = (rfid: string): string | undefined =>
    store
      .people()
      .find((person) => person.rfid === rfid)
      ?.latest().temperature;
  const passBatch = (): void => jasmine.clock().tick(100);

  function start(): void {
    backend.answerSnapshot([ada, mass]);
    backend.answerStatus();
    backend.goLive();
  }

  describe('at the start', () => {
    it('shows the snapshot, sorted by name', () => {
      expect(store.isLoaded()).toBe(false);
      backend.answerSnapshot([ada, mass]);
      expect(store.isLoaded()).toBe(true);
      expect(names()).toEqual(['Ada', 'Mass Roy']);
    });

    it('follows the stream from the position of the snapshot', () => {
      expect(FakeEventSource.opened).toEqual([]);
      backend.answerSnapshot([]);
      expect(new URL(backend.stream.url).search).toBe('?lastEventId=k3f9-10');
    });

    it('closes the stream when the application ends', () => {
      start();
      TestBed.resetTestingModule();
      expect(backend.stream.readyState).toBe(2);
    });
  });

  describe('readings', () => {
    it('replace the previous one of the same tag', () => {
      start();
      backend.send({ ...ada, temperature: '36.9C', takenAt: '2026-11-20T09:15:01.000Z' });
      passBatch();
      expect(names()).toEqual(['Ada', 'Mass Roy']);
      expect(temperatureOf('R1')).toBe('36.9C');
    });

    it('add a new person at the right place', () => {
      start();
      backend.send(aReading({ name: 'Abel', rfid: 'R2', status: 'hypothermia', temperature: '34.0C' }));
      jasmine.clock().tick(500);
      expect(names()).toEqual(['Abel', 'Ada', 'Mass Roy']);
      expect(store.summary()).toEqual(jasmine.objectContaining({ people: 3, fever: 1, hypothermia: 1 }));
    });

    it('move a person whose name has changed', () => {
      start();
      backend.send({ ...ada, name: 'Zoe', takenAt: '2026-11-20T09:15:01.000Z' });
      jasmine.clock().tick(500);
      expect(names()).toEqual(['Mass Roy', 'Zoe']);
    });

    it('older than the latest change nothing', () => {
      start();
      backend.send({ ...ada, temperature: '39.9C', status: 'fever', takenAt: '2026-11-20T09:00:00.000Z' });
      passBatch();
      expect(temperatureOf('R1')).toBe('36.6C');
      expect(store.summary().fever).toBe(1);
    });

    it("replace one from when the server's clock was ahead, once that clock is correct", () => {
      const ahead = '2026-11-20T12:15:00.000Z';
      backend.answerSnapshot([{ ...ada, takenAt: ahead }], new Date(ahead).toUTCString());
      backend.answerStatus({ At: ahead });
      backend.stream.accept();
      backend.stream.heartbeat(backend.position, { at: ahead });
      backend.stream.heartbeat(backend.position, { at: NOW });
      backend.answerStatus({ At: NOW });
      backend.send({ ...ada, temperature: '36.7C', takenAt: '2026-11-20T09:14:59.000Z' });
      passBatch();
      expect(temperatureOf('R1')).toBe('36.7C');
    });

    it('that are invalid do not affect the others', () => {
      start();
      backend.stream.message('{"Name":', 'k3f9-11');
      backend.stream.message('{"Name":"only"}', 'k3f9-12');
      backend.stream.message('null', 'k3f9-13');
      passBatch();
      expect(names()).toEqual(['Ada', 'Mass Roy']);
    });

    it('change the list at most twice a second', () => {
      start();
      jasmine.clock().tick(500);
      const lists = new Set<unknown>();
      for (let tenth = 0; tenth < 10; tenth += 1) {
        backend.send(aReading({ rfid: `N${tenth}` }));
        passBatch();
        lists.add(store.people());
      }
      expect(lists.size).toBeLessThan(4);
      jasmine.clock().tick(500);
      expect(store.people().length).toBe(12);
    });

    it('give a rate after ten seconds', () => {
      start();
      expect(store.summary().perMinute).toBeUndefined();
      for (let second = 1; second <= 10; second += 1) {
        backend.send({ ...ada, takenAt: `2026-11-20T09:15:${10 + second}.000Z` });
        jasmine.clock().tick(1_000);
      }
      expect(store.summary().perMinute).toBe(60);
    });

    it('give the same rate after an interruption', () => {
      start();
      jasmine.clock().tick(10_000);
      backend.send({ ...ada, takenAt: '2026-11-20T09:15:10.000Z' });
      passBatch();
      expect(store.summary().perMinute).toBe(6);
      backend.stream.lose();
      jasmine.clock().tick(30_000);
      backend.goLive();
      expect(store.summary().perMinute).toBe(6);
      jasmine.clock().tick(1_000);
      expect(store.summary().perMinute).toBe(5);
    });
  });

  describe('at the slow update rate', () => {
    it('readings are shown twice a second', () => {
      updateRates.choose('slow');
      start();
      const seen: (string | undefined)[] = [];
      for (let tenth = 1; tenth <= 9; tenth += 1) {
        backend.send({ ...ada, temperature: `36.${tenth}C`, takenAt: `2026-11-20T09:15:0${tenth}.000Z` });
        passBatch();
        seen.push(temperatureOf('R1'));
      }
      expect(new Set(seen).size).toBe(2);
    });
  });

  describe('while it is paused', () => {
    const news = (second: number) => ({
      ...ada,
      temperature: `37.${second}C`,
      takenAt: `2026-11-20T09:15:0${second}.000Z`,
    });

    it('the table does not change, and pending readings are counted', () => {
      start();
      updateRates.choose('paused');
      expect(store.isPaused()).toBe(true);
      const before = { summary: store.summary(), asOf: store.asOf() };
      for (const second of [1, 2, 3]) backend.send(news(second));
      backend.send(aReading({ rfid: 'NEW' }));
      jasmine.clock().tick(90_000);
      expect(temperatureOf('R1')).toBe('36.6C');
      expect({ summary: store.summary(), asOf: store.asOf() }).toEqual(before);
      expect(store.pendingCount()).toBe(4);
    });

    it('the connection state still changes', () => {
      start();
      updateRates.choose('paused');
      backend.stream.lose();
      expect(store.connection().name).toBe('reconnecting');
    });

    it('pending readings are shown when it resumes', () => {
      start();
      updateRates.choose('paused');
      for (const second of [1, 2, 3]) backend.send(news(second));
      jasmine.clock().tick(5_000);
      updateRates.choose('fast');
      expect(temperatureOf('R1')).toBe('37.3C');
      expect(store.asOf()).toBe(Date.parse(NOW) + 5_000);
      expect(store.pendingCount()).toBe(0);
    });

    it('a new snapshot is pending too', () => {
      start();
      updateRates.choose('paused');
      backend.stream.gap({ Requested: 'k3f9-1', Reason: 'trimmed', OldestKept: 'k3f9-9', ResumesAt: 'k3f9-9' });
      backend.answerSnapshot([mass]);
      jasmine.clock().tick(1_000);
      expect(names()).toEqual(['Ada', 'Mass Roy']);
      updateRates.choose('slow');
      jasmine.clock().tick(1_000);
      expect(names()).toEqual(['Mass Roy']);
    });

    it('a page that is opened shows its first snapshot', () => {
      updateRates.choose('paused');
      start();
      expect(names()).toEqual(['Ada', 'Mass Roy']);
      expect(store.summary().people).toBe(2);
    });
  });

  describe('a replay', () => {
    it('does not count for the rate', () => {
      backend.answerSnapshot([ada]);
      backend.goLive(5);
      for (let second = 1; second <= 5; second += 1) {
        backend.send({ ...ada, takenAt: `2026-11-20T09:15:0${second}.000Z` });
      }
      passBatch();
      expect(store.isLive()).toBe(true);
      jasmine.clock().tick(10_000);
      expect(store.summary().perMinute).toBe(0);
    });
  });

  describe('a person that the server no longer knows', () => {
    it('is removed about once an hour, without a gap', () => {
      spyOn(Math, 'random').and.returnValue(0.5);
      start();
      const { stream } = backend;
      for (let half = 0; half < 120; half += 1) {
        jasmine.clock().tick(30_000);
        stream.heartbeat('k3f9-10');
      }
      backend.answerSnapshot([mass]);
      jasmine.clock().tick(500);
      expect(names()).toEqual(['Mass Roy']);
      expect(store.summary().people).toBe(1);
      expect(store.isLive()).toBe(true);
      expect(backend.stream).toBe(stream);
    });
  });

  describe('time', () => {
    it('follows the heartbeats', () => {
      start();
      backend.stream.heartbeat('k3f9-10', { at: '2026-11-20T10:15:00.000Z' });
      jasmine.clock().tick(1_000);
      expect(store.asOf()).toBe(Date.parse('2026-11-20T10:15:01.000Z'));
    });

    it("does not jump with this device's clock: the server's time is requested", () => {
      start();
      jasmine.clock().tick(1_000);
      clocks.set('2026-11-20T09:20:01.000Z');
      jasmine.clock().tick(1_000);
      expect(store.summary().stale).toBe(0);
      backend.answerStatus({ At: '2026-11-20T09:15:02.000Z' });
      jasmine.clock().tick(1_000);
      expect(store.asOf()).toBe(Date.parse('2026-11-20T09:15:03.000Z'));
      expect(store.summary().stale).toBe(0);
    });

    it('returns to the last frame when the connection is lost', () => {
      start();
      jasmine.clock().tick(37_500);
      expect(store.connection().name).toBe('offline');
      expect(store.asOf()).toBe(Date.parse(NOW));
    });

    it("is the same in the pill and in the table, however wrong this device's clock is", () => {
      backend.answerSnapshot([mass], 'Fri, 20 Nov 2026 08:15:00 GMT');
      backend.stream.accept();
      backend.stream.heartbeat('k3f9-10', { at: '2026-11-20T08:15:00.000Z' });
      jasmine.clock().tick(5_000);
      backend.stream.lose();
      const since = Date.parse('2026-11-20T08:15:05.000Z');
      expect(store.connection()).toEqual({ name: 'reconnecting', since, attempt: 1 });
      expect(store.asOf()).toBe(since);
    });

    it("is that of the snapshot while no stream opens, however wrong this device's clock is", () => {
      clocks.set('2026-11-20T10:15:00.000Z');
      backend.answerSnapshot([mass], 'Fri, 20 Nov 2026 09:15:00 GMT');
      backend.stream.refuse();
      jasmine.clock().tick(60_000);
      expect(store.asOf()).toBe(Date.parse(NOW));
      expect(store.summary().stale).toBe(0);
    });

    it("makes people stale by the server's clock and threshold", () => {
      backend.answerSnapshot([ada, mass]);
      backend.answerStatus({ StaleAfter: 30, At: '2026-11-20T09:15:15.000Z' });
      backend.stream.accept();
      backend.stream.heartbeat('k3f9-10', { at: '2026-11-20T09:15:15.000Z' });
      expect(store.summary().stale).toBe(0);
      jasmine.clock().tick(6_000);
      expect(store.summary().stale).toBe(2);
    });

    it('stands still while the stream is not live', () => {
      start();
      jasmine.clock().tick(5_300);
      backend.stream.lose();
      jasmine.clock().tick(20_000);
      expect(store.asOf()).toBe(Date.parse('2026-11-20T09:15:05.300Z'));
      expect(store.isLive()).toBe(false);
      expect(store.summary().stale).toBe(0);
    });
  });

  describe('when the snapshot cannot be loaded', () => {
    it('reports why and retries', () => {
      backend.rejectSnapshot(500);
      expect(store.failure()?.reason).toBe('the server answered 500 (the disk is full)');
      expect(store.connection().name).toBe('reconnecting');
      jasmine.clock().tick(2_000);
      backend.answerSnapshot([mass]);
      expect(store.failure()).toBeUndefined();
      expect(names()).toEqual(['Mass Roy']);
    });

    it('waits as long as Retry-After says', () => {
      backend.rejectSnapshot(503, { 'Retry-After': '7' });
      jasmine.clock().tick(6_999);
      expect(backend.hasSnapshotRequest()).toBe(false);
      jasmine.clock().tick(1);
      expect(backend.hasSnapshotRequest()).toBe(true);
    });

    it('retries immediately on request', () => {
      backend.rejectSnapshot(503, { 'Retry-After': '60' });
      store.retryNow();
      backend.answerSnapshot([mass]);
      expect(names()).toEqual(['Mass Roy']);
    });

    it('waits at most five minutes, whatever Retry-After says', () => {
      backend.rejectSnapshot(503, { 'Retry-After': '4000000' });
      jasmine.clock().tick(299_999);
      expect(backend.hasSnapshotRequest()).toBe(false);
      jasmine.clock().tick(1);
      expect(backend.hasSnapshotRequest()).toBe(true);
    });

    it('is offline after 30 s, even after a retry on request', () => {
      backend.rejectSnapshot(503, { 'Retry-After': '60' });
      jasmine.clock().tick(20_000);
      store.retryNow();
      backend.rejectSnapshot(503, { 'Retry-After': '60' });
      expect(store.connection()).toEqual({ name: 'reconnecting', since: Date.parse(NOW), attempt: 2 });
      jasmine.clock().tick(10_000);
      expect(store.connection()).toEqual(
        jasmine.objectContaining({ name: 'offline', since: Date.parse(NOW), reason: 'no-answer' }),
      );
    });

    it('retries immediately when the network is back', () => {
      backend.rejectSnapshot(503, { 'Retry-After': '60' });
      window.dispatchEvent(new Event('online'));
      backend.answerSnapshot([mass]);
      expect(names()).toEqual(['Mass Roy']);
    });

    it('is offline while the device has no network', () => {
      backend.rejectSnapshot(503, { 'Retry-After': '60' });
      spyOnProperty(navigator, 'onLine').and.returnValue(false);
      window.dispatchEvent(new Event('offline'));
      expect(store.connection()).toEqual(jasmine.objectContaining({ name: 'offline', reason: 'no-network' }));
    });

    it('stops retrying when the application ends', () => {
      backend.rejectSnapshot(500);
      TestBed.resetTestingModule();
      window.dispatchEvent(new Event('online'));
      jasmine.clock().tick(60_000);
      expect(backend.hasSnapshotRequest()).toBe(false);
      expect(store.connection().name).toBe('reconnecting');
    });

    it('times out a request without a response', () => {
      jasmine.clock().tick(30_000);
      expect(store.failure()?.reason).toBe('the server took too long to respond');
    });
  });

  describe('a gap', () => {
    const gap = { Requested: 'k3f9-10', Reason: 'trimmed', OldestKept: 'k3f9-90', ResumesAt: 'k3f9-90' };

    it('is reported, and closed by a new snapshot', () => {
      start();
      backend.stream.gap(gap);
      expect(store.gap()?.resumesAt).toBe('k3f9-90');
      expect(store.connection().name).toBe('connecting');
      expect(store.isComplete()).toBe(false);
      backend.rejectSnapshot(503);
      expect(store.isComplete()).toBe(false);
      store.retryNow();
      backend.answerSnapshot([ada]);
      expect(store.isComplete()).toBe(true);
      backend.goLive();
      expect(store.isLive()).toBe(true);
      expect(names()).toEqual(['Ada']);
      expect(store.gap()).toBeDefined();
      store.dismissGap();
      expect(store.gap()).toBeUndefined();
    });

    it('soon after another gap delays the next snapshot', () => {
      start();
      backend.stream.gap(gap);
      backend.answerSnapshot([ada]);
      backend.goLive();
      backend.stream.gap(gap);
      jasmine.clock().tick(4_999);
      expect(backend.hasSnapshotRequest()).toBe(false);
      expect(store.isLive()).toBe(false);
      expect(store.connection().name).toBe('connecting');
      jasmine.clock().tick(1);
      expect(backend.hasSnapshotRequest()).toBe(true);
    });
  });

  it('loads a snapshot instead of a replay that is too long', () => {
    backend.answerSnapshot([ada]);
    backend.goLive(50_001);
    expect(backend.stream.readyState).toBe(2);
    backend.answerSnapshot([mass]);
    expect(names()).toEqual(['Mass Roy']);
  });

  it('replays missed events up to the maximum', () => {
    backend.answerSnapshot([ada]);
    backend.goLive(50_000);
    expect(store.connection()).toEqual({ name: 'replaying', behind: 50_000 });
  });

  it("requests the server's settings again after a loss", () => {
    start();
    backend.stream.lose();
    backend.goLive();
    backend.answerStatus({ Demo: true });
    expect(TestBed.inject(ServerStore).status().isDemo).toBe(true);
  });

  it("requests the server's settings until it gets them", () => {
    backend.answerSnapshot([ada]);
    backend.rejectStatus(500);
    jasmine.clock().tick(2_000);
    backend.answerStatus({ Demo: true });
    expect(TestBed.inject(ServerStore).status().isDemo).toBe(true);
  });

  it('requests them again although a request is pending, which may have gone to a replaced server', () => {
    backend.answerSnapshot([ada]);
    backend.goLive();
    expect(backend.hasStatusRequest()).toBe(true);
    backend.stream.lose();
    backend.goLive();
    backend.answerStatus({ Demo: true });
    expect(TestBed.inject(ServerStore).status().isDemo).toBe(true);
  });
});
