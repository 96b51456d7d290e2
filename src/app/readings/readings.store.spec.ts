import { TestBed } from '@angular/core/testing';

import { FakeEventSource } from '../event-source.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from './backend.fake';
import { ReadingsStore } from './readings.store';
import { ServerStore } from './server.store';

describe('ReadingsStore', () => {
  let store: ReadingsStore;
  let backend: FakeBackend;

  const mass = aReading();
  const ada = aReading({ name: 'Ada', rfid: 'R1', temperature: '36.6C', status: 'normal' });

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date(NOW));
    TestBed.configureTestingModule({ providers: provideFakeBackend() });
    backend = new FakeBackend();
    store = TestBed.inject(ReadingsStore);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jasmine.clock().uninstall();
  });

  const names = (): string[] => store.people().map((person) => person.latest().name);
  const temperatureOf = (rfid: string): string | undefined =>
    store
      .people()
      .find((person) => person.rfid === rfid)
      ?.latest().temperature;
  const passBatch = (): void => jasmine.clock().tick(100);

  function start(): void {
    backend.giveSnapshot([ada, mass]);
    backend.giveStatus();
    backend.goLive();
  }

  describe('at the start', () => {
    it('shows the snapshot, who needs attention first', () => {
      expect(store.isLoaded()).toBe(false);
      backend.giveSnapshot([ada, mass]);
      expect(store.isLoaded()).toBe(true);
      expect(names()).toEqual(['Mass Roy', 'Ada']);
    });

    it('follows the stream from the position of the snapshot', () => {
      expect(FakeEventSource.opened).toEqual([]);
      backend.giveSnapshot([]);
      expect(new URL(backend.stream.url).search).toBe('?types=message&lastEventId=k3f9-10');
    });

    it('closes the stream when the application ends', () => {
      start();
      TestBed.resetTestingModule();
      expect(backend.stream.readyState).toBe(2);
    });
  });

  describe('readings', () => {
    it('replace the one known of the same tag', () => {
      start();
      backend.send({ ...ada, temperature: '36.9C', takenAt: '2026-11-20T09:15:01.000Z' });
      passBatch();
      expect(names()).toEqual(['Mass Roy', 'Ada']);
      expect(temperatureOf('R1')).toBe('36.9C');
    });

    it('add who was not known, at their place', () => {
      start();
      backend.send(aReading({ name: 'Abel', rfid: 'R2', status: 'hypothermia', temperature: '34.0C' }));
      passBatch();
      expect(names()).toEqual(['Abel', 'Mass Roy', 'Ada']);
      expect(store.summary()).toEqual(jasmine.objectContaining({ people: 3, fever: 1, hypothermia: 1 }));
    });

    it('move who falls ill to the top', () => {
      start();
      backend.send({ ...ada, temperature: '38.6C', status: 'fever', takenAt: '2026-11-20T09:15:01.000Z' });
      passBatch();
      expect(names()).toEqual(['Ada', 'Mass Roy']);
    });

    it('that are older than the one known change nothing', () => {
      start();
      backend.send({ ...ada, temperature: '39.9C', status: 'fever', takenAt: '2026-11-20T09:00:00.000Z' });
      passBatch();
      expect(temperatureOf('R1')).toBe('36.6C');
      expect(store.summary().fever).toBe(1);
    });

    it('that cannot be read do not keep the others out', () => {
      start();
      backend.stream.message('{"Name":', 'k3f9-11');
      backend.stream.message('{"Name":"only"}', 'k3f9-12');
      backend.stream.message('null', 'k3f9-13');
      passBatch();
      expect(names()).toEqual(['Mass Roy', 'Ada']);
    });

    it('change the order at most twice a second', () => {
      start();
      const reading = (rfid: string, name: string) => aReading({ rfid, name });
      backend.send(reading('R2', 'Bo'));
      passBatch();
      backend.send(reading('R3', 'Cy'));
      passBatch();
      expect(names()).toEqual(['Bo', 'Mass Roy', 'Ada']);
      jasmine.clock().tick(400);
      expect(names()).toEqual(['Bo', 'Cy', 'Mass Roy', 'Ada']);
    });

    it('are counted for the rate once they have been watched for ten seconds', () => {
      start();
      expect(store.summary().perMinute).toBeUndefined();
      for (let second = 1; second <= 10; second += 1) {
        backend.send({ ...ada, takenAt: `2026-11-20T09:15:${10 + second}.000Z` });
        jasmine.clock().tick(1_000);
      }
      expect(store.summary().perMinute).toBe(60);
    });
  });

  describe('time', () => {
    it('makes people stale by the server clock and its threshold', () => {
      backend.giveSnapshot([ada, mass]);
      backend.giveStatus({ StaleAfter: 30, At: '2026-11-20T09:15:15.000Z' });
      backend.stream.accept();
      backend.stream.heartbeat('k3f9-10', { at: '2026-11-20T09:15:15.000Z' });
      expect(store.summary().stale).toBe(0);
      jasmine.clock().tick(6_000);
      expect(store.summary().stale).toBe(2);
    });

    it('stands still while the stream is not live, as silence then says nothing', () => {
      start();
      jasmine.clock().tick(5_000);
      backend.stream.lose();
      jasmine.clock().tick(20_000);
      expect(store.asOf()).toBe(Date.parse('2026-11-20T09:15:05.000Z'));
      expect(store.isLive()).toBe(false);
      expect(store.summary().stale).toBe(0);
    });
  });

  describe('when the snapshot cannot be had', () => {
    it('says why and tries again', () => {
      backend.refuseSnapshot(500);
      expect(store.failure()?.reason).toBe('the server answered 500 (the disk is full)');
      expect(store.connection().name).toBe('reconnecting');
      jasmine.clock().tick(2_000);
      backend.giveSnapshot([mass]);
      expect(store.failure()).toBeUndefined();
      expect(names()).toEqual(['Mass Roy']);
    });

    it('waits as long as the server asks', () => {
      backend.refuseSnapshot(503, { 'Retry-After': '7' });
      jasmine.clock().tick(6_999);
      expect(backend.isAskedForSnapshot()).toBe(false);
      jasmine.clock().tick(1);
      expect(backend.isAskedForSnapshot()).toBe(true);
    });

    it('does not wait when somebody asks for it', () => {
      backend.refuseSnapshot(503, { 'Retry-After': '60' });
      store.retryNow();
      backend.giveSnapshot([mass]);
      expect(names()).toEqual(['Mass Roy']);
    });

    it('gives up an answer that does not come', () => {
      jasmine.clock().tick(30_000);
      expect(store.failure()?.reason).toBe('the server took too long to answer');
    });
  });

  describe('a gap', () => {
    const gap = { Requested: 'k3f9-10', Reason: 'trimmed', OldestKept: 'k3f9-90', ResumesAt: 'k3f9-90' };

    it('is told, and closed by a fresh snapshot', () => {
      start();
      backend.stream.gap(gap);
      expect(store.gap()?.resumesAt).toBe('k3f9-90');
      expect(store.connection().name).toBe('connecting');
      backend.giveSnapshot([ada]);
      backend.goLive();
      expect(names()).toEqual(['Ada']);
      expect(store.gap()).toBeDefined();
      store.dismissGap();
      expect(store.gap()).toBeUndefined();
    });

    it('after a gap does not make us load nothing but snapshots', () => {
      start();
      backend.stream.gap(gap);
      backend.giveSnapshot([ada]);
      backend.goLive();
      backend.stream.gap(gap);
      jasmine.clock().tick(4_999);
      expect(backend.isAskedForSnapshot()).toBe(false);
      expect(store.isLive()).toBe(true);
      jasmine.clock().tick(1);
      expect(backend.isAskedForSnapshot()).toBe(true);
    });
  });

  it('gives up a replay that is too long for a fresh snapshot', () => {
    backend.giveSnapshot([ada]);
    backend.goLive(50_001);
    expect(backend.stream.readyState).toBe(2);
    backend.giveSnapshot([mass]);
    expect(names()).toEqual(['Mass Roy']);
  });

  it('replays what was missed when it is not too much', () => {
    backend.giveSnapshot([ada]);
    backend.goLive(50_000);
    expect(store.connection()).toEqual({ name: 'replaying', behind: 50_000 });
  });

  it('asks for the server settings again after a loss', () => {
    start();
    backend.stream.lose();
    backend.goLive();
    backend.giveStatus({ Demo: true });
    expect(TestBed.inject(ServerStore).status().isDemo).toBe(true);
  });
});
