import { Subject } from 'rxjs';

import { FakeEventSource } from '../event-source.fake';
import { Listener } from './listener.fake';
import { SseConnection } from './sse-connection';
import { withDefaults } from './sse-options';

describe('SseConnection', () => {
  let listener: Listener;

  beforeEach(() => (listener = new Listener()));
  afterEach(() => listener.leave());

  describe('the connection', () => {
    it('is connecting until the first heartbeat says where it stands', () => {
      const source = listener.follow();
      source.accept();
      expect(listener.stateNames).toEqual(['connecting']);
      source.heartbeat('k3f9-10');
      expect(listener.stateNames).toEqual(['connecting', 'live']);
    });

    it('is live once open when the server has no heartbeats', () => {
      listener.follow({ heartbeatMs: 0 }).accept();
      expect(listener.stateNames).toEqual(['connecting', 'live']);
    });

    it('replays until it reaches the head that the first heartbeat named', () => {
      const source = listener.follow({ lastEventId: 'k3f9-10' });
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-14', behind: 4 });
      source.message('eleven', 'k3f9-11');
      source.message('twelve', 'k3f9-12');
      listener.passBatch();
      source.message('thirteen', 'k3f9-13');
      source.message('fourteen', 'k3f9-14');
      listener.passBatch();
      expect(listener.states).toEqual([
        { name: 'connecting' },
        { name: 'replaying', behind: 4 },
        { name: 'replaying', behind: 2 },
        { name: 'live' },
      ]);
    });

    it('has no more to replay than the heartbeat said, though positions between are of events it does not carry', () => {
      const source = listener.follow({ lastEventId: 'k3f9-10' });
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-1000015', behind: 3 });
      source.message('eleven', 'k3f9-11');
      listener.passBatch();
      source.message('twelve', 'k3f9-1000014');
      listener.passBatch();
      source.message('thirteen', 'k3f9-1000015');
      listener.passBatch();
      expect(listener.states).toEqual([
        { name: 'connecting' },
        { name: 'replaying', behind: 3 },
        { name: 'replaying', behind: 2 },
        { name: 'replaying', behind: 1 },
        { name: 'live' },
      ]);
    });

    it('replays anew after the browser reconnected by itself, as far as the next first heartbeat says', () => {
      const source = listener.follow({ lastEventId: 'k3f9-10' });
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-14', behind: 4 });
      source.lose();
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-30', behind: 20 });
      expect(listener.states.at(-1)).toEqual({ name: 'replaying', behind: 20 });
    });

    it('tells nothing more once it was closed, even if it was about to give up hope', () => {
      let told = 0;
      const connection = new SseConnection(withDefaults({ url: '/events' }), {
        window,
        openEventSource: (url) => new FakeEventSource(url),
        whyRefused: () => Promise.resolve({ kind: 'unknown' }),
        deliver: () => (told += 1),
      });
      connection.open();
      FakeEventSource.newest.lose();
      connection.close();
      const before = told;
      jasmine.clock().tick(60_000);
      expect(told).toBe(before);
    });

    it('has caught up when a heartbeat says so, whatever the filter let through', () => {
      const source = listener.follow({ lastEventId: 'k3f9-10' });
      source.accept();
      source.heartbeat('k3f9-10', { head: 'k3f9-14', behind: 4 });
      source.heartbeat('k3f9-14', { head: 'k3f9-15', behind: 1 });
      expect(listener.stateNames).toEqual(['connecting', 'replaying', 'live']);
    });

    it('is left alone while the browser reconnects by itself', () => {
      const source = listener.followLive();
      jasmine.clock().tick(1_000);
      source.lose();
      jasmine.clock().tick(2_000);
      source.lose();
      const since = Date.parse('2026-11-20T09:15:01Z');
      expect(listener.states.slice(2)).toEqual([
        { name: 'reconnecting', since, attempt: 1 },
        { name: 'reconnecting', since, attempt: 2 },
      ]);
      expect(FakeEventSource.opened.length).toBe(1);
      source.accept();
      source.heartbeat('k3f9-10');
      expect(listener.states.at(-1)).toEqual({ name: 'live' });
      source.lose();
      expect(listener.states.at(-1)).toEqual({ name: 'reconnecting', since: Date.now(), attempt: 1 });
    });

    it('stays live when a later heartbeat is a moment behind', () => {
      const source = listener.followLive({ ids: 'opaque' });
      source.heartbeat('a', { head: 'c', behind: 2 });
      expect(listener.stateNames).toEqual(['connecting', 'live']);
    });

    it('does not hear what an EventSource says that has been replaced', () => {
      const source = listener.followLive();
      window.dispatchEvent(new Event('online'));
      const before = listener.states.length;
      source.lose();
      expect(listener.states.length).toBe(before);
    });

    it('counts as offline when nothing has helped for half a minute', () => {
      const source = listener.followLive();
      const since = Date.now();
      for (let second = 0; second <= 30; second += 5) {
        source.lose();
        jasmine.clock().tick(5_000);
      }
      expect(listener.states.at(-1)).toEqual({ name: 'offline', since, attempt: 7, reason: 'no-answer' });
    });

    it('counts as offline though the clock of the device was set back meanwhile', () => {
      const source = listener.followLive();
      source.lose();
      listener.clocks.set('2026-11-20T08:00:00Z');
      source.lose();
      const since = Date.now();
      jasmine.clock().tick(30_000);
      expect(listener.states.at(-1)).toEqual({ name: 'offline', since, attempt: 2, reason: 'no-answer' });
    });

    it('is offline while the device has no network, and opens again as soon as it has', () => {
      const source = listener.followLive();
      listener.hasNetwork = false;
      window.dispatchEvent(new Event('offline'));
      expect(listener.stateNames).toEqual(['connecting', 'live']);
      source.lose();
      expect(listener.states.at(-1)).toEqual(jasmine.objectContaining({ name: 'offline', reason: 'no-network' }));
      listener.hasNetwork = true;
      window.dispatchEvent(new Event('online'));
      expect(source.readyState).toBe(2);
      expect(FakeEventSource.newest.url).toContain('?lastEventId=k3f9-10');
    });
  });

  describe('a stream that was refused', () => {
    it('is opened again after the last event seen', () => {
      const source = listener.followLive();
      source.message('eleven', 'k3f9-11');
      source.refuse();
      jasmine.clock().tick(999);
      expect(FakeEventSource.opened.length).toBe(1);
      jasmine.clock().tick(1);
      expect(FakeEventSource.opened.length).toBe(2);
      expect(new URL(FakeEventSource.newest.url).search).toBe('?lastEventId=k3f9-11');
    });

    it('goes on after the heartbeat when no event has come', () => {
      listener.followLive().refuse();
      jasmine.clock().tick(1_000);
      expect(new URL(FakeEventSource.newest.url).search).toBe('?lastEventId=k3f9-10');
    });

    it('keeps its place when the next attempt begins with a gap, which has no id', () => {
      listener.followLive().refuse();
      jasmine.clock().tick(1_000);
      FakeEventSource.newest.accept();
      FakeEventSource.newest.message('an event without an id');
      FakeEventSource.newest.refuse();
      jasmine.clock().tick(1_000);
      expect(new URL(FakeEventSource.newest.url).search).toBe('?lastEventId=k3f9-10');
    });

    it('waits longer from attempt to attempt, up to the bound, and starts over after success', () => {
      listener.follow({ random: () => 0.999_999 });
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

    it('waits briefly again once the network has changed', () => {
      listener.follow({ random: () => 0.999_999 });
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

    it('does not wait for ever, however long the server asks to', async () => {
      listener.refusal = { kind: 'wait', ms: 2 ** 31 };
      listener.followLive().refuse();
      await listener.settle();
      jasmine.clock().tick(299_999);
      expect(FakeEventSource.opened.length).toBe(1);
      jasmine.clock().tick(1);
      expect(FakeEventSource.opened.length).toBe(2);
    });

    it('waits as long as the server asks', async () => {
      listener.refusal = { kind: 'wait', ms: 7_000 };
      listener.followLive().refuse();
      await listener.settle();
      jasmine.clock().tick(6_999);
      expect(FakeEventSource.opened.length).toBe(1);
      jasmine.clock().tick(1);
      expect(FakeEventSource.opened.length).toBe(2);
    });

    it('does not wait for the reason, and does not care for it once it is opened again', async () => {
      listener.refusal = { kind: 'sign-in' };
      listener.followLive().refuse();
      jasmine.clock().tick(1_000);
      await listener.settle();
      expect(FakeEventSource.opened.length).toBe(2);
      expect(listener.states.at(-1)?.name).toBe('reconnecting');
    });

    it('counts as offline after half a minute, even if the next attempt is further away', async () => {
      listener.refusal = { kind: 'wait', ms: 60_000 };
      listener.followLive().refuse();
      const since = Date.now();
      await listener.settle();
      jasmine.clock().tick(29_999);
      expect(listener.states.at(-1)?.name).toBe('reconnecting');
      jasmine.clock().tick(1);
      expect(listener.states.at(-1)).toEqual({ name: 'offline', since, attempt: 1, reason: 'no-answer' });
      expect(FakeEventSource.opened.length).toBe(1);
    });

    it('says so when the server wants a sign-in', async () => {
      listener.refusal = { kind: 'sign-in' };
      listener.followLive().refuse();
      await listener.settle();
      expect(listener.states.at(-1)).toEqual(jasmine.objectContaining({ name: 'offline', reason: 'sign-in' }));
      jasmine.clock().tick(30_000);
      FakeEventSource.newest.accept();
      FakeEventSource.newest.heartbeat('k3f9-10');
      expect(listener.states.at(-1)).toEqual({ name: 'live' });
    });
  });

  describe('a stream for which one has to sign in, or may not', () => {
    it('is opened again as soon as somebody has signed in, after the last event', async () => {
      const signedIn = new Subject<void>();
      listener.refusal = { kind: 'sign-in', signedIn };
      const source = listener.followLive();
      source.message('the last one', 'k3f9-11');
      source.refuse();
      await listener.settle();
      expect(FakeEventSource.opened.length).toBe(1);
      signedIn.next();
      expect(FakeEventSource.opened.length).toBe(2);
      expect(new URL(FakeEventSource.newest.url).search).toBe('?lastEventId=k3f9-11');
      expect(signedIn.observed).toBe(false);
    });

    it('says so when the server knows who asks, and says no', async () => {
      listener.refusal = { kind: 'not-allowed' };
      listener.followLive().refuse();
      await listener.settle();
      expect(listener.states.at(-1)).toEqual(jasmine.objectContaining({ name: 'offline', reason: 'not-allowed' }));
      jasmine.clock().tick(30_000);
      expect(FakeEventSource.opened.length).toBe(2);
    });
  });

  describe('what the server says without an id', () => {
    it('is told as a notice, behind the events before it, and is no repetition of them', () => {
      const source = listener.followLive({ notices: ['session-expired'] });
      source.message('the last one', 'k3f9-11');
      source.event('session-expired', '{"Reason":"expired"}');
      expect(listener.kinds.slice(-2)).toEqual(['events', 'notice']);
      expect(listener.notices).toEqual([{ type: 'session-expired', data: '{"Reason":"expired"}' }]);
      source.message('the next one', 'k3f9-12');
      listener.passBatch();
      expect(listener.data).toEqual(['the last one', 'the next one']);
    });

    it('is not told where nobody has asked for it', () => {
      const source = listener.followLive();
      source.event('session-expired', '{}');
      listener.passBatch();
      expect(listener.notices).toEqual([]);
      expect(listener.data).toEqual([]);
    });
  });

  describe('a stream that the server has stopped, with 204', () => {
    it('is not opened again, whatever the time or the network', () => {
      const source = listener.followLive();
      source.message('the last one', 'k3f9-11');
      source.refuse(204);
      const stopped = { name: 'offline', since: Date.now(), attempt: 1, reason: 'stopped' } as const;
      expect(listener.data).toEqual(['the last one']);
      expect(listener.states.slice(1)).toEqual([{ name: 'live' }, stopped]);
      listener.clocks.set('2026-11-20T10:00:00Z');
      for (const type of ['offline', 'online']) window.dispatchEvent(new Event(type));
      document.dispatchEvent(new Event('visibilitychange'));
      jasmine.clock().tick(600_000);
      expect(FakeEventSource.opened.length).toBe(1);
      expect(listener.states.at(-1)).toEqual(stopped);
      expect(listener.questions).toBe(0);
    });

    it('is stopped from the first attempt on, too, and when a sign-in was wanted before', async () => {
      listener.refusal = { kind: 'sign-in' };
      listener.follow().refuse(401);
      await listener.settle();
      jasmine.clock().tick(30_000);
      FakeEventSource.newest.refuse(204);
      expect(listener.states.at(-1)).toEqual(jasmine.objectContaining({ attempt: 2, reason: 'stopped' }));
      jasmine.clock().tick(600_000);
      expect(FakeEventSource.opened.length).toBe(2);
    });

    it('is followed again by whoever subscribes again', () => {
      listener.followLive().refuse(204);
      listener.followLive();
      expect(listener.stateNames).toEqual(['connecting', 'live', 'offline', 'connecting', 'live']);
    });
  });

  describe('a stream gone silent', () => {
    it('is opened again after two and a half heartbeats without a frame', () => {
      const source = listener.followLive();
      const since = Date.now();
      jasmine.clock().tick(37_499);
      expect(FakeEventSource.opened.length).toBe(1);
      jasmine.clock().tick(1);
      expect(source.readyState).toBe(2);
      expect(FakeEventSource.opened.length).toBe(2);
      expect(listener.states.at(-1)).toEqual({ name: 'offline', since, attempt: 1, reason: 'no-answer' });
    });

    it('is noticed on a source that was opened again, too, and has never said anything', () => {
      listener.followLive().refuse();
      jasmine.clock().tick(1_000);
      expect(FakeEventSource.opened.length).toBe(2);
      jasmine.clock().tick(37_500);
      expect(FakeEventSource.opened.length).toBe(3);
    });

    it('is noticed though the clock of the device was set back', () => {
      listener.followLive();
      listener.clocks.set('2026-11-20T08:00:00Z');
      jasmine.clock().tick(37_500);
      expect(FakeEventSource.opened.length).toBe(2);
      expect(listener.states.at(-1)).toEqual({ name: 'reconnecting', since: Date.now(), attempt: 1 });
    });

    it('is not silent while heartbeats come', () => {
      const source = listener.followLive();
      for (let count = 0; count < 10; count += 1) {
        jasmine.clock().tick(15_000);
        source.heartbeat('k3f9-10');
      }
      expect(FakeEventSource.opened.length).toBe(1);
    });

    it('is noticed at once when the page becomes visible', () => {
      listener.followLive();
      jasmine.clock().mockDate(new Date('2026-11-20T10:00:00Z'));
      document.dispatchEvent(new Event('visibilitychange'));
      expect(FakeEventSource.opened.length).toBe(2);
    });
  });
});
