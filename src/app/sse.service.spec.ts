import { TestBed } from '@angular/core/testing';
import { config } from 'rxjs';

import { FakeEventSource } from './event-source.fake';
import { StreamRecorder } from './sse/stream-recorder.fake';
import { type SseEvent, type SseMessage, SseService } from './sse.service';

describe('SseService', () => {
  let recorder: StreamRecorder;

  beforeEach(() => (recorder = new StreamRecorder()));
  afterEach(() => recorder.close());

  describe('opening and closing', () => {
    it('opens no stream before the subscription', () => {
      TestBed.inject(SseService).stream({ url: '/events' });
      expect(FakeEventSource.opened).toEqual([]);
      recorder.follow();
      expect(FakeEventSource.opened.length).toBe(1);
    });

    it('opens a separate stream for each subscriber', () => {
      const stream = TestBed.inject(SseService).stream({ url: '/events' });
      const first = stream.subscribe();
      recorder.subscription.add(stream.subscribe());
      expect(FakeEventSource.opened.length).toBe(2);
      first.unsubscribe();
    });

    it('starts after the given event', () => {
      const source = recorder.follow({ url: '/events?rfid=R1', lastEventId: 'k3f9-7' });
      expect(new URL(source.url).search).toBe('?rfid=R1&lastEventId=k3f9-7');
    });

    it('closes the stream and clears all timers on unsubscribe', () => {
      const source = recorder.followLive();
      source.message('one', 'k3f9-11');
      recorder.subscription.unsubscribe();
      jasmine.clock().tick(600_000);
      expect(source.readyState).toBe(2);
      expect(FakeEventSource.opened.length).toBe(1);
      expect(recorder.events).toEqual([]);
    });

    it('opens no further stream if the subscriber unsubscribes on the loss', () => {
      const source = recorder.followLive();
      recorder.subscription.add(
        TestBed.inject(SseService)
          .stream({ url: '/other' })
          .subscribe((message) => {
            if (message.kind === 'state' && message.state.name === 'reconnecting') recorder.subscription.unsubscribe();
          }),
      );
      FakeEventSource.newest.refuse();
      jasmine.clock().tick(600_000);
      expect(source.readyState).toBe(2);
      expect(FakeEventSource.opened.length).toBe(2);
      expect(recorder.probeCount).toBe(0);
    });
  });

  describe('errors in the page', () => {
    it('fails at once for an invalid URL, and opens nothing later', () => {
      const failures: unknown[] = [];
      const stream = TestBed.inject(SseService).stream({ url: 'http://' });
      stream.subscribe({ error: (error: unknown) => failures.push(error) });
      window.dispatchEvent(new Event('online'));
      jasmine.clock().tick(600_000);
      expect(failures).toEqual([jasmine.any(TypeError)]);
      expect(FakeEventSource.opened).toEqual([]);
      expect(recorder.probeCount).toBe(0);
    });

    it('reports an exception of a subscriber and continues to deliver', () => {
      const reports: unknown[] = [];
      config.onUnhandledError = (error) => reports.push(error);
      const received: string[] = [];
      const stream = TestBed.inject(SseService).stream({ url: '/events', heartbeatMs: 0, batchMs: 0 });
      const receive = (message: SseMessage): void => {
        if (message.kind !== 'events') return;
        received.push(...message.events.map(({ data }) => data));
        throw new Error('a bug in the page');
      };
      recorder.subscription.add(stream.subscribe(receive));
      FakeEventSource.newest.accept();
      FakeEventSource.newest.message('one', 'k3f9-1');
      FakeEventSource.newest.message('two', 'k3f9-2');
      jasmine.clock().tick(0);
      config.onUnhandledError = null;
      expect(received).toEqual(['one', 'two']);
      expect(reports).toEqual([new Error('a bug in the page'), new Error('a bug in the page')]);
    });
  });

  describe('events', () => {
    it('are delivered in batches, ten times a second, in order', () => {
      const source = recorder.followLive();
      source.message('one', 'k3f9-11');
      source.message('two', 'k3f9-12');
      expect(recorder.events).toEqual([]);
      recorder.passBatch();
      expect(recorder.kinds.filter((kind) => kind === 'events').length).toBe(1);
      expect(recorder.events).toEqual([
        { type: 'message', id: 'k3f9-11', data: 'one' },
        { type: 'message', id: 'k3f9-12', data: 'two' },
      ]);
    });

    it('after a pause are delivered at once', () => {
      const source = recorder.followLive();
      recorder.passBatch();
      source.message('one', 'k3f9-11');
      expect(recorder.data).toEqual(['one']);
    });

    it('are delivered before the interval ends if a batch is full', () => {
      const source = recorder.followLive();
      for (let index = 1; index <= 2_000; index += 1) source.message('x', `k3f9-${10 + index}`);
      expect(recorder.events.length).toBe(2_000);
    });

    it('keep their type, empty data, and ids of any form', () => {
      const source = recorder.follow({ types: ['message', 'greeting'], heartbeatMs: 0 });
      source.accept();
      source.message('', '');
      source.event('greeting', 'hello', '✓ 1');
      source.event('greeting', 'again');
      source.message('the id was reset', '');
      recorder.passBatch();
      expect(recorder.events).toEqual([
        { type: 'message', id: '', data: '' },
        { type: 'greeting', id: '✓ 1', data: 'hello' },
        { type: 'greeting', id: '✓ 1', data: 'again' },
        { type: 'message', id: '', data: 'the id was reset' },
      ]);
    });

    it('of other types are not delivered', () => {
      const source = recorder.followLive({ types: ['message'] });
      source.event('greeting', 'hello', 'k3f9-11');
      recorder.passBatch();
      expect(recorder.events).toEqual([]);
    });

    it('of type "error" are delivered as events', () => {
      const source = recorder.followLive({ types: ['error'] });
      source.event('error', 'a text', 'k3f9-11');
      recorder.passBatch();
      expect(recorder.data).toEqual(['a text']);
      expect(recorder.stateNames).toEqual(['connecting', 'live']);
    });

    for (const type of ['open', 'error']) {
      it(`of type "${type}" are not delivered unless requested`, () => {
        const source = recorder.followLive({ types: ['message'] });
        source.event(type, 'a text', 'k3f9-11');
        source.message('requested', 'k3f9-12');
        recorder.passBatch();
        expect(recorder.data).toEqual(['requested']);
        expect(recorder.stateNames).toEqual(['connecting', 'live']);
      });
    }

    it('are delivered before a state change that follows them', () => {
      const source = recorder.followLive();
      source.message('before the cut', 'k3f9-11');
      source.lose();
      expect(recorder.data).toEqual(['before the cut']);
      expect(recorder.kinds.slice(-2)).toEqual(['events', 'state']);
      expect(recorder.stateNames).toEqual(['connecting', 'live', 'reconnecting']);
    });
  });

  describe('exactly once', () => {
    it('drops events at or before the last one of their epoch', () => {
      const source = recorder.followLive();
      source.message('ten again', 'k3f9-10');
      source.message('eleven', 'k3f9-11');
      source.message('nine', 'k3f9-9');
      source.message('eleven again', 'k3f9-11');
      source.message('twelve', 'k3f9-12');
      recorder.passBatch();
      expect(recorder.data).toEqual(['eleven', 'twelve']);
    });

    it('compares sequences as numbers', () => {
      const source = recorder.followLive();
      source.message('hundred', 'k3f9-100');
      source.message('ninety-nine', 'k3f9-99');
      recorder.passBatch();
      expect(recorder.data).toEqual(['hundred']);
    });

    it('delivers events of another epoch', () => {
      const source = recorder.followLive();
      source.message('of a new log', 'zz11-1');
      recorder.passBatch();
      expect(recorder.data).toEqual(['of a new log']);
    });

    it('delivers all events with opaque ids, as events without ids repeat the previous id', () => {
      const events: SseEvent[] = [];
      const stream = TestBed.inject(SseService).stream({ url: '/events', heartbeatMs: 0 });
      const record = (message: SseMessage): void => {
        if (message.kind === 'events') events.push(...message.events);
      };
      recorder.subscription.add(stream.subscribe(record));
      const source = FakeEventSource.newest;
      source.message('one', 'order-11');
      source.message('two');
      source.message('three', 'order-9');
      recorder.passBatch();
      expect(events.map(({ data }) => data)).toEqual(['one', 'two', 'three']);
    });

    it('drops events that a new EventSource repeats', () => {
      const source = recorder.followLive();
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
      recorder.passBatch();
      expect(recorder.data).toEqual(['eleven', 'twelve', 'thirteen']);
    });
  });

  describe('a gap', () => {
    const gap = { Requested: 'k3f9-10', Reason: 'trimmed', OldestKept: 'k3f9-99', ResumesAt: 'k3f9-99' };

    it('is delivered between the events before and after it', () => {
      const source = recorder.followLive();
      source.message('eleven', 'k3f9-11');
      source.gap(gap);
      expect(recorder.data).toEqual(['eleven']);
      expect(recorder.gaps).toEqual([
        { requested: 'k3f9-10', reason: 'trimmed', oldestKept: 'k3f9-99', resumesAt: 'k3f9-99' },
      ]);
    });

    it('with invalid data is delivered, and the next events are new', () => {
      const source = recorder.followLive();
      source.event('gap', 'what?');
      source.message('five', 'k3f9-5');
      recorder.passBatch();
      expect(recorder.gaps).toEqual([{ requested: '', reason: '', oldestKept: '', resumesAt: '' }]);
      expect(recorder.data).toEqual(['five']);
    });

    it('may resume at an earlier position', () => {
      const source = recorder.followLive();
      source.gap({ Requested: 'k3f9-10', Reason: 'foreign', OldestKept: 'k3f9-0', ResumesAt: 'k3f9-4' });
      source.message('five', 'k3f9-5');
      recorder.passBatch();
      expect(recorder.data).toEqual(['five']);
    });
  });
});
