import { Subject } from 'rxjs';

import { FakeEventSource } from '../event-source.fake';
import { StreamRecorder } from './stream-recorder.fake';
import { SseConnection } from './sse-connection';
import { withDefaults } from './sse-api';

describe('SseConnection', () => {
  let recorder: StreamRecorder;

  beforeEach(() => (recorder = new StreamRecorder()));
  afterEach(() => recorder.close());

  describe('the connection state', () => {
    it('is connecting until the first heartbeat', () => {
      const source = recorder.follow();
      source.accept();
      expect(recorder.stateNames).toEqual(['connecting']);
      source.heartbeat('k3f9-10');
      expect(recorder.stateNames).toEqual(['connecting', 'live']);
    });

    it('is live once open if the server sends no heartbeats', () => {
      recorder.follow({ heartbeatMs: 0 }).accept();
      expect(recorder.stateNames).toEqual(['connecting', 'live']);
    });

    it('is replaying until the head of the first heartbeat is reached', () => {
      const source = recorder.follow({ lastEventId: 'k3f9-10' });
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-14', behind: 4 });
      source.message('eleven', 'k3f9-11');
      source.message('twelve', 'k3f9-12');
      recorder.passBatch();
      source.message('thirteen', 'k3f9-13');
      source.message('fourteen', 'k3f9-14');
      recorder.passBatch();
      expect(recorder.states).toEqual([
        { name: 'connecting' },
        { name: 'replaying', behind: 4 },
        { name: 'replaying', behind: 2 },
        { name: 'live' },
      ]);
    });

    it('counts down from the number in the heartbeat, even if positions are skipped', () => {
      const source = recorder.follow({ lastEventId: 'k3f9-10' });
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-1000015', behind: 3 });
      source.message('eleven', 'k3f9-11');
      recorder.passBatch();
      source.message('twelve', 'k3f9-1000014');
      recorder.passBatch();
      source.message('thirteen', 'k3f9-1000015');
      recorder.passBatch();
      expect(recorder.states).toEqual([
        { name: 'connecting' },
        { name: 'replaying', behind: 3 },
        { name: 'replaying', behind: 2 },
        { name: 'replaying', behind: 1 },
        { name: 'live' },
      ]);
    });

    it('starts a new replay after the browser reconnected', () => {
      const source = recorder.follow({ lastEventId: 'k3f9-10' });
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-14', behind: 4 });
      source.lose();
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-30', behind: 20 });
      expect(recorder.states.at(-1)).toEqual({ name: 'replaying', behind: 20 });
    });

    it('delivers nothing after close, even if a switch to offline was due', () => {
      let delivered = 0;
      const connection = new SseConnection(withDefaults({ url: '/events' }), {
        window,
        openEventSource: (url) => new FakeEventSource(url),
        probeRefusal: () => Promise.resolve({ kind: 'unknown' }),
        deliver: () => (delivered += 1),
      });
      connection.open();
      FakeEventSource.newest.lose();
      connection.close();
      const before = delivered;
      jasmine.clock().tick(60_000);
      expect(delivered).toBe(before);
    });

    it('is live when a heartbeat reports it, even if a filter skipped events', () => {
      const source = recorder.follow({ lastEventId: 'k3f9-10' });
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-14', behind: 4 });
      source.heartbeat('k3f9-14', { head: 'k3f9-15', behind: 1 });
      expect(recorder.stateNames).toEqual(['connecting', 'replaying', 'live']);
    });

    it('opens no EventSource while the browser reconnects', () => {
      const source = recorder.followLive();
      jasmine.clock().tick(1_000);
      source.lose();
      jasmine.clock().tick(2_000);
      source.lose();
      const since = Date.parse('2026-11-20T09:15:01Z');
      expect(recorder.states.slice(2)).toEqual([
        { name: 'reconnecting', since, attempt: 1 },
        { name: 'reconnecting', since, attempt: 2 },
      ]);
      expect(FakeEventSource.opened.length).toBe(1);
      source.accept();
      source.heartbeat('k3f9-10');
      expect(recorder.states.at(-1)).toEqual({ name: 'live' });
      source.lose();
      expect(recorder.states.at(-1)).toEqual({ name: 'reconnecting', since: Date.now(), attempt: 1 });
    });

    it('stays live when a later heartbeat is slightly behind', () => {
      const source = recorder.followLive({ ids: 'opaque' });
      source.heartbeat('a', { head: 'c', behind: 2 });
      expect(recorder.stateNames).toEqual(['connecting', 'live']);
    });

    it('ignores events of a replaced EventSource', () => {
      const source = recorder.followLive();
      window.dispatchEvent(new Event('online'));
      const before = recorder.states.length;
      source.lose();
      expect(recorder.states.length).toBe(before);
    });

    it('is offline after 30 s without a successful attempt', () => {
      const source = recorder.followLive();
      const since = Date.now();
      for (let second = 0; second <= 30; second += 5) {
        source.lose();
        jasmine.clock().tick(5_000);
      }
      expect(recorder.states.at(-1)).toEqual({ name: 'offline', since, attempt: 7, reason: 'no-answer' });
    });

    it('is offline after 30 s even if the clock of the device was set back', () => {
      const source = recorder.followLive();
      source.lose();
      recorder.clocks.set('2026-11-20T08:00:00Z');
      source.lose();
      const since = Date.now();
      jasmine.clock().tick(30_000);
      expect(recorder.states.at(-1)).toEqual({ name: 'offline', since, attempt: 2, reason: 'no-answer' });
    });

    it('is offline without a network and reconnects when it is back', () => {
      const source = recorder.followLive();
      recorder.hasNetwork = false;
      window.dispatchEvent(new Event('offline'));
      expect(recorder.stateNames).toEqual(['connecting', 'live']);
      source.lose();
      expect(recorder.states.at(-1)).toEqual(jasmine.objectContaining({ name: 'offline', reason: 'no-network' }));
      recorder.hasNetwork = true;
      window.dispatchEvent(new Event('online'));
      expect(source.readyState).toBe(2);
      expect(FakeEventSource.newest.url).toContain('?lastEventId=k3f9-10');
    });
  });

  describe('a refused stream', () => {
    it('resumes after the last event', () => {
      const source = recorder.followLive();
      source.message('eleven', 'k3f9-11');
      source.refuse();
      jasmine.clock().tick(999);
      expect(FakeEventSource.opened.length).toBe(1);
      jasmine.clock().tick(1);
      expect(FakeEventSource.opened.length).toBe(2);
      expect(new URL(FakeEventSource.newest.url).search).toBe('?lastEventId=k3f9-11');
    });

    it('resumes after the heartbeat if there was no event', () => {
      recorder.followLive().refuse();
      jasmine.clock().tick(1_000);
      expect(new URL(FakeEventSource.newest.url).search).toBe('?lastEventId=k3f9-10');
    });

    it('keeps its resume point if the next attempt starts with an event without id', () => {
      recorder.followLive().refuse();
      jasmine.clock().tick(1_000);
      FakeEventSource.newest.accept();
      FakeEventSource.newest.message('an event without an id');
      FakeEventSource.newest.refuse();
      jasmine.clock().tick(1_000);
      expect(new URL(FakeEventSource.newest.url).search).toBe('?lastEventId=k3f9-10');
    });

    it('backs off up to the bound and starts over after a success', () => {
      recorder.follow({ random: () => 0.999_999 });
      const waits = [1, 2, 3, 4, 5, 6].map(() => {
        const before = Date.now();
        const opened = FakeEventSource.opened.length;
        FakeEventSource.newest.refuse();
        while (FakeEventSource.opened.length === opened) jasmine.clock().tick(100);
        return (Date.now() - before) / 1_000;
      });
      expect(waits).toEqual([2, 4, 8, 16, 30, 30]);
      FakeEventSource.newest.accept();
      FakeEventSource.newest.heartbeat('k3f9-10');
      FakeEventSource.newest.refuse();
      jasmine.clock().tick(2_000);
      expect(FakeEventSource.opened.length).toBe(8);
    });

    it('resets the back-off when the network changes', () => {
      recorder.follow({ random: () => 0.999_999 });
      for (let attempt = 0; attempt < 4; attempt += 1) {
        FakeEventSource.newest.refuse();
        jasmine.clock().tick(30_000);
      }
      window.dispatchEvent(new Event('online'));
      const opened = FakeEventSource.opened.length;
      FakeEventSource.newest.refuse();
      jasmine.clock().tick(2_000);
      expect(FakeEventSource.opened.length).toBe(opened + 1);
    });

    it('limits the delay that the server requests', async () => {
      recorder.refusal = { kind: 'wait', ms: 2 ** 31 };
      recorder.followLive().refuse();
      await recorder.settle();
      jasmine.clock().tick(299_999);
      expect(FakeEventSource.opened.length).toBe(1);
      jasmine.clock().tick(1);
      expect(FakeEventSource.opened.length).toBe(2);
    });

    it('waits for the delay that the server requests', async () => {
      recorder.refusal = { kind: 'wait', ms: 7_000 };
      recorder.followLive().refuse();
      await recorder.settle();
      jasmine.clock().tick(6_999);
      expect(FakeEventSource.opened.length).toBe(1);
      jasmine.clock().tick(1);
      expect(FakeEventSource.opened.length).toBe(2);
    });

    it('does not wait for the probe and ignores its result after reconnecting', async () => {
      recorder.refusal = { kind: 'sign-in' };
      recorder.followLive().refuse();
      jasmine.clock().tick(1_000);
      await recorder.settle();
      expect(FakeEventSource.opened.length).toBe(2);
      expect(recorder.states.at(-1)?.name).toBe('reconnecting');
    });

    it('is offline after 30 s even if the next attempt is later', async () => {
      recorder.refusal = { kind: 'wait', ms: 60_000 };
      recorder.followLive().refuse();
      const since = Date.now();
      await recorder.settle();
      jasmine.clock().tick(29_999);
      expect(recorder.states.at(-1)?.name).toBe('reconnecting');
      jasmine.clock().tick(1);
      expect(recorder.states.at(-1)).toEqual({ name: 'offline', since, attempt: 1, reason: 'no-answer' });
      expect(FakeEventSource.opened.length).toBe(1);
    });

    it('is offline with the reason `sign-in`', async () => {
      recorder.refusal = { kind: 'sign-in' };
      recorder.followLive().refuse();
      await recorder.settle();
      expect(recorder.states.at(-1)).toEqual(jasmine.objectContaining({ name: 'offline', reason: 'sign-in' }));
      jasmine.clock().tick(30_000);
      FakeEventSource.newest.accept();
      FakeEventSource.newest.heartbeat('k3f9-10');
      expect(recorder.states.at(-1)).toEqual({ name: 'live' });
    });
  });

  describe('a stream that requires a sign-in or a permission', () => {
    it('resumes as soon as the user has signed in', async () => {
      const signedIn = new Subject<void>();
      recorder.refusal = { kind: 'sign-in', signedIn };
      const source = recorder.followLive();
      source.message('the last one', 'k3f9-11');
      source.refuse();
      await recorder.settle();
      expect(FakeEventSource.opened.length).toBe(1);
      signedIn.next();
      expect(FakeEventSource.opened.length).toBe(2);
      expect(new URL(FakeEventSource.newest.url).search).toBe('?lastEventId=k3f9-11');
      expect(signedIn.observed).toBe(false);
    });

    it('is offline with the reason `not-allowed`', async () => {
      recorder.refusal = { kind: 'not-allowed' };
      recorder.followLive().refuse();
      await recorder.settle();
      expect(recorder.states.at(-1)).toEqual(jasmine.objectContaining({ name: 'offline', reason: 'not-allowed' }));
      jasmine.clock().tick(30_000);
      expect(FakeEventSource.opened.length).toBe(2);
    });
  });

  describe('a notice', () => {
    it('is delivered after the pending events and not treated as a repetition', () => {
      const source = recorder.followLive({ notices: ['session-expired'] });
      source.message('the last one', 'k3f9-11');
      source.event('session-expired', '{"Reason":"expired"}');
      expect(recorder.kinds.slice(-2)).toEqual(['events', 'notice']);
      expect(recorder.notices).toEqual([{ type: 'session-expired', data: '{"Reason":"expired"}' }]);
      source.message('the next one', 'k3f9-12');
      recorder.passBatch();
      expect(recorder.data).toEqual(['the last one', 'the next one']);
    });

    it('is not delivered unless requested', () => {
      const source = recorder.followLive();
      source.event('session-expired', '{}');
      recorder.passBatch();
      expect(recorder.notices).toEqual([]);
      expect(recorder.data).toEqual([]);
    });
  });

  describe('a stream that the server stopped with 204', () => {
    it('is not opened again after time or network changes', () => {
      const source = recorder.followLive();
      source.message('the last one', 'k3f9-11');
      source.refuse(204);
      const stopped = { name: 'offline', since: Date.now(), attempt: 1, reason: 'stopped' } as const;
      expect(recorder.data).toEqual(['the last one']);
      expect(recorder.states.slice(1)).toEqual([{ name: 'live' }, stopped]);
      recorder.clocks.set('2026-11-20T10:00:00Z');
      for (const type of ['offline', 'online']) window.dispatchEvent(new Event(type));
      document.dispatchEvent(new Event('visibilitychange'));
      jasmine.clock().tick(600_000);
      expect(FakeEventSource.opened.length).toBe(1);
      expect(recorder.states.at(-1)).toEqual(stopped);
      expect(recorder.probeCount).toBe(0);
    });

    it('is stopped on the first attempt and after a required sign-in', async () => {
      recorder.refusal = { kind: 'sign-in' };
      recorder.follow().refuse(401);
      await recorder.settle();
      jasmine.clock().tick(30_000);
      FakeEventSource.newest.refuse(204);
      expect(recorder.states.at(-1)).toEqual(jasmine.objectContaining({ attempt: 2, reason: 'stopped' }));
      jasmine.clock().tick(600_000);
      expect(FakeEventSource.opened.length).toBe(2);
    });

    it('is opened by a new subscription', () => {
      recorder.followLive().refuse(204);
      recorder.followLive();
      expect(recorder.stateNames).toEqual(['connecting', 'live', 'offline', 'connecting', 'live']);
    });
  });

  describe('a silent stream', () => {
    it('is opened again after two and a half missed heartbeats', () => {
      const source = recorder.followLive();
      const since = Date.now();
      jasmine.clock().tick(37_499);
      expect(FakeEventSource.opened.length).toBe(1);
      jasmine.clock().tick(1);
      expect(source.readyState).toBe(2);
      expect(FakeEventSource.opened.length).toBe(2);
      expect(recorder.states.at(-1)).toEqual({ name: 'offline', since, attempt: 1, reason: 'no-answer' });
    });

    it('is detected on a new EventSource that never received anything', () => {
      recorder.followLive().refuse();
      jasmine.clock().tick(1_000);
      expect(FakeEventSource.opened.length).toBe(2);
      jasmine.clock().tick(37_500);
      expect(FakeEventSource.opened.length).toBe(3);
    });

    it('is detected even if the clock of the device was set back', () => {
      recorder.followLive();
      recorder.clocks.set('2026-11-20T08:00:00Z');
      jasmine.clock().tick(37_500);
      expect(FakeEventSource.opened.length).toBe(2);
      expect(recorder.states.at(-1)).toEqual({ name: 'reconnecting', since: Date.now(), attempt: 1 });
    });

    it('is not opened again while heartbeats arrive', () => {
      const source = recorder.followLive();
      for (let count = 0; count < 10; count += 1) {
        jasmine.clock().tick(15_000);
        source.heartbeat('k3f9-10');
      }
      expect(FakeEventSource.opened.length).toBe(1);
    });

    it('is detected at once when the page becomes visible', () => {
      recorder.followLive();
      jasmine.clock().mockDate(new Date('2026-11-20T10:00:00Z'));
      document.dispatchEvent(new Event('visibilitychange'));
      expect(FakeEventSource.opened.length).toBe(2);
    });
  });
});
