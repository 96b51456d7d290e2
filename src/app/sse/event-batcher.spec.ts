import { FakeClocks } from '../clocks.fake';
import { EventBatcher } from './event-batcher';
import type { SseMessage } from './sse-api';

describe('EventBatcher', () => {
  let clocks: FakeClocks;
  let batcher: EventBatcher;
  let deliveries: string[];
  let batches: number;

  beforeEach(() => {
    clocks = new FakeClocks('2026-11-20T09:15:00Z');
    [deliveries, batches] = [[], 0];
    batcher = new EventBatcher(
      100,
      (messages) => deliveries.push(messages.map(describeMessage).join(' ')),
      () => (batches += 1),
    );
  });

  afterEach(() => clocks.restore());

  const add = (id: string): void => batcher.addEvent({ type: 'message', id, data: '' });

  it('delivers an event after a pause at once and the next ones after the interval', () => {
    add('1');
    expect(deliveries).toEqual(['1']);
    jasmine.clock().tick(40);
    add('2');
    add('3');
    jasmine.clock().tick(59);
    expect(deliveries).toEqual(['1']);
    jasmine.clock().tick(1);
    expect(deliveries).toEqual(['1', '2,3']);
    expect(batches).toBe(2);
  });

  it('delivers ten batches for a thousand events in one second', () => {
    for (let count = 0; count < 1_000; count += 1) {
      add(String(count));
      if (count < 999) jasmine.clock().tick(1);
    }
    expect(deliveries.length).toBe(10);
  });

  it('does not wait for a late timer, as in hidden tabs', () => {
    add('1');
    add('2');
    // Time passes without firing the timer.
    (performance.now as jasmine.Spy).and.returnValue(60_000);
    add('3');
    expect(deliveries).toEqual(['1', '2,3']);
  });

  it('delivers pending events before other messages', () => {
    batcher.sendNow({ kind: 'state', state: { name: 'live' } });
    add('1');
    batcher.sendNow({ kind: 'state', state: { name: 'live' } });
    expect(deliveries).toEqual(['state', '1 state']);
  });

  it('delivers nothing after it was cleared', () => {
    add('1');
    add('2');
    batcher.clear();
    jasmine.clock().tick(1_000);
    expect(deliveries).toEqual(['1']);
  });
});

function describeMessage(message: SseMessage): string {
  return message.kind === 'events' ? message.events.map(({ id }) => id).join() : message.kind;
}
