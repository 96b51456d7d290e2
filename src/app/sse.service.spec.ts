import { TestBed } from '@angular/core/testing';
import { config } from 'rxjs';

import { FakeEventSource } from './event-source.fake';
import { Listener } from './sse/listener.fake';
import { type SseEvent, type SseMessage, SseService } from './sse.service';

describe('SseService', () => {
  let listener: Listener;

  beforeEach(() => (listener = new Listener()));
  afterEach(() => listener.leave());

  describe('opening and closing', () => {
    it('opens nothing before somebody subscribes', () => {
      TestBed.inject(SseService).stream({ url: '/events' });
      expect(FakeEventSource.opened).toEqual([]);
      listener.follow();
      expect(FakeEventSource.opened.length).toBe(1);
    });

    it('opens a stream of its own for every subscriber', () => {
      const stream = TestBed.inject(SseService).stream({ url: '/events' });
      const first = stream.subscribe();
      listener.subscription.add(stream.subscribe());
      expect(FakeEventSource.opened.length).toBe(2);
      first.unsubscribe();
    });

    it('begins after the event it is told', () => {
      const source = listener.follow({ url: '/events?rfid=R1', lastEventId: 'k3f9-7' });
      expect(new URL(source.url).search).toBe('?rfid=R1&lastEventId=k3f9-7');
    });

    it('closes the stream and leaves no timer behind when the subscriber goes', () => {
      const source = listener.followLive();
      source.message('one', 'k3f9-11');
      listener.subscription.unsubscribe();
      jasmine.clock().tick(600_000);
      expect(source.readyState).toBe(2);
      expect(FakeEventSource.opened.length).toBe(1);
      expect(listener.events).toEqual([]);
    });

    it('opens nothing more when the subscriber goes on hearing of the loss', () => {
      const source = listener.followLive();
      listener.subscription.add(
        TestBed.inject(SseService)
          .stream({ url: '/other' })
          .subscribe((message) => {
            if (message.kind === 'state' && message.state.name === 'reconnecting') listener.subscription.unsubscribe();
          }),
      );
      FakeEventSource.newest.refuse();
      jasmine.clock().tick(600_000);
      expect(source.readyState).toBe(2);
      expect(FakeEventSource.opened.length).toBe(2);
      expect(listener.questions).toBe(0);
    });
  });

  describe('what goes wrong in the page', () => {
    it('is told at once when the address is none, and nothing is left behind', () => {
      const failures: unknown[] = [];
      const stream = TestBed.inject(SseService).stream({ url: 'http://' });
      stream.subscribe({ error: (error: unknown) => failures.push(error) });
      const listening = spyOn(globalThis, 'URL').and.callThrough();
      window.dispatchEvent(new Event('online'));
      expect(failures).toEqual([jasmine.any(TypeError)]);
      expect(listening).not.toHaveBeenCalled();
    });

    it('in a listener that throws is reported, and the listener hears what follows', () => {
      const reports: unknown[] = [];
      config.onUnhandledError = (error) => reports.push(error);
      const heard: string[] = [];
      const stream = TestBed.inject(SseService).stream({ url: '/events', heartbeatMs: 0, batchMs: 0 });
      const hear = (message: SseMessage): void => {
        if (message.kind !== 'events') return;
        heard.push(...message.events.map(({ data }) => data));
        throw new Error('a mistake in the page');
      };
      listener.subscription.add(stream.subscribe(hear));
      FakeEventSource.newest.accept();
      FakeEventSource.newest.message('one', 'k3f9-1');
      FakeEventSource.newest.message('two', 'k3f9-2');
      jasmine.clock().tick(0);
      config.onUnhandledError = null;
      expect(heard).toEqual(['one', 'two']);
      expect(reports).toEqual([new Error('a mistake in the page'), new Error('a mistake in the page')]);
    });
  });

  describe('events', () => {
    it('come ten times a second, together, in order', () => {
      const source = listener.followLive();
      source.message('one', 'k3f9-11');
      source.message('two', 'k3f9-12');
      expect(listener.events).toEqual([]);
      listener.passBatch();
      expect(listener.kinds.filter((kind) => kind === 'events').length).toBe(1);
      expect(listener.events).toEqual([
        { type: 'message', id: 'k3f9-11', data: 'one' },
        { type: 'message', id: 'k3f9-12', data: 'two' },
      ]);
    });

    it('that come alone are told at once', () => {
      const source = listener.followLive();
      listener.passBatch();
      source.message('one', 'k3f9-11');
      expect(listener.data).toEqual(['one']);
    });

    it('do not wait for the timer when very many come at once', () => {
      const source = listener.followLive();
      for (let index = 1; index <= 2_000; index += 1) source.message('x', `k3f9-${10 + index}`);
      expect(listener.events.length).toBe(2_000);
    });

    it('keep their type, an empty text, and ids of any shape', () => {
      const source = listener.follow({ types: ['message', 'greeting'], heartbeatMs: 0 });
      source.accept();
      source.message('', '');
      source.event('greeting', 'hello', '✓ 1');
      source.event('greeting', 'again');
      source.message('the id was reset', '');
      listener.passBatch();
      expect(listener.events).toEqual([
        { type: 'message', id: '', data: '' },
        { type: 'greeting', id: '✓ 1', data: 'hello' },
        { type: 'greeting', id: '✓ 1', data: 'again' },
        { type: 'message', id: '', data: 'the id was reset' },
      ]);
    });

    it('of types that nobody asked for are not told', () => {
      const source = listener.followLive({ types: ['message'] });
      source.event('greeting', 'hello', 'k3f9-11');
      listener.passBatch();
      expect(listener.events).toEqual([]);
    });

    it('that the server calls "error" are events, not failures', () => {
      const source = listener.followLive({ types: ['error'] });
      source.event('error', 'a text', 'k3f9-11');
      listener.passBatch();
      expect(listener.data).toEqual(['a text']);
      expect(listener.stateNames).toEqual(['connecting', 'live']);
    });

    for (const type of ['open', 'error']) {
      it(`that the server calls "${type}" are not delivered to a subscriber who did not ask for them`, () => {
        const source = listener.followLive({ types: ['message'] });
        source.event(type, 'a text', 'k3f9-11');
        source.message('asked for', 'k3f9-12');
        listener.passBatch();
        expect(listener.data).toEqual(['asked for']);
        expect(listener.stateNames).toEqual(['connecting', 'live']);
      });
    }

    it('come before the news that followed them', () => {
      const source = listener.followLive();
      source.message('before the cut', 'k3f9-11');
      source.lose();
      expect(listener.data).toEqual(['before the cut']);
      expect(listener.kinds.slice(-2)).toEqual(['events', 'state']);
      expect(listener.stateNames).toEqual(['connecting', 'live', 'reconnecting']);
    });
  });

  describe('exactly once', () => {
    it('drops an event at or before the last one of its epoch', () => {
      const source = listener.followLive();
      source.message('ten again', 'k3f9-10');
      source.message('eleven', 'k3f9-11');
      source.message('nine', 'k3f9-9');
      source.message('eleven again', 'k3f9-11');
      source.message('twelve', 'k3f9-12');
      listener.passBatch();
      expect(listener.data).toEqual(['eleven', 'twelve']);
    });

    it('compares numbers, not texts', () => {
      const source = listener.followLive();
      source.message('hundred', 'k3f9-100');
      source.message('ninety-nine', 'k3f9-99');
      listener.passBatch();
      expect(listener.data).toEqual(['hundred']);
    });

    it('takes the events of another epoch for new ones', () => {
      const source = listener.followLive();
      source.message('of a new log', 'zz11-1');
      listener.passBatch();
      expect(listener.data).toEqual(['of a new log']);
    });

    it('passes on everything where nothing is said of the ids, as an event without one carries the one before', () => {
      const told: SseEvent[] = [];
      const stream = TestBed.inject(SseService).stream({ url: '/events', heartbeatMs: 0 });
      const note = (message: SseMessage): void => {
        if (message.kind === 'events') told.push(...message.events);
      };
      listener.subscription.add(stream.subscribe(note));
      const source = FakeEventSource.newest;
      source.message('one', 'order-11');
      source.message('two');
      source.message('three', 'order-9');
      listener.passBatch();
      expect(told.map(({ data }) => data)).toEqual(['one', 'two', 'three']);
    });

    it('also across a reopening, where the new source repeats what the old one brought', () => {
      const source = listener.followLive();
      source.message('eleven', 'k3f9-11');
      source.message('twelve', 'k3f9-12');
      source.refuse();
      jasmine.clock().tick(1_000);
      const next = FakeEventSource.newest;
      expect(next).not.toBe(source);
      next.accept();
      next.message('eleven again', 'k3f9-11');
      next.message('twelve again', 'k3f9-12');
      next.message('thirteen', 'k3f9-13');
      listener.passBatch();
      expect(listener.data).toEqual(['eleven', 'twelve', 'thirteen']);
    });
  });

  describe('a gap', () => {
    const gap = { Requested: 'k3f9-10', Reason: 'trimmed', OldestKept: 'k3f9-99', ResumesAt: 'k3f9-99' };

    it('is told between the events before and after it', () => {
      const source = listener.followLive();
      source.message('eleven', 'k3f9-11');
      source.gap(gap);
      expect(listener.data).toEqual(['eleven']);
      expect(listener.gaps).toEqual([
        { requested: 'k3f9-10', reason: 'trimmed', oldestKept: 'k3f9-99', resumesAt: 'k3f9-99' },
      ]);
    });

    it('that cannot be read is told too, and what follows it is new', () => {
      const source = listener.followLive();
      source.event('gap', 'what?');
      source.message('five', 'k3f9-5');
      listener.passBatch();
      expect(listener.gaps).toEqual([{ requested: '', reason: '', oldestKept: '', resumesAt: '' }]);
      expect(listener.data).toEqual(['five']);
    });

    it('goes back where the log does', () => {
      const source = listener.followLive();
      source.gap({ Requested: 'k3f9-10', Reason: 'foreign', OldestKept: 'k3f9-0', ResumesAt: 'k3f9-4' });
      source.message('five', 'k3f9-5');
      listener.passBatch();
      expect(listener.data).toEqual(['five']);
    });
  });
});
