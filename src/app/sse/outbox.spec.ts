import { FakeClocks } from '../clocks.fake';
import { Outbox } from './outbox';
import type { SseMessage } from './sse-message';

describe('Outbox', () => {
  let clocks: FakeClocks;
  let outbox: Outbox;
  let deliveries: string[];
  let batches: number;

  beforeEach(() => {
    clocks = new FakeClocks('2026-11-20T09:15:00Z');
    [deliveries, batches] = [[], 0];
    outbox = new Outbox(
      100,
      (messages) => deliveries.push(messages.map(describeMessage).join(' ')),
      () => (batches += 1),
    );
  });

  afterEach(() => clocks.restore());

  const add = (id: string): void => outbox.add({ type: 'message', id, data: '' });

  it('hands an event over at once when nothing went out lately, and the next when the time is up', () => {
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

  it('hands over ten times a second when a thousand events come in it', () => {
    for (let count = 0; count < 1_000; count += 1) {
      add(String(count));
      if (count < 999) jasmine.clock().tick(1);
    }
    expect(deliveries.length).toBe(10);
  });

  it('does not wait for a timer that is late, as those of hidden tabs are', () => {
    add('1');
    add('2');
    // Time goes by, and the timer doesn't hear of it.
    (performance.now as jasmine.Spy).and.returnValue(60_000);
    add('3');
    expect(deliveries).toEqual(['1', '2,3']);
  });

  it('lets nothing overtake the events before it', () => {
    outbox.tell({ kind: 'state', state: { name: 'live' } });
    add('1');
    outbox.tell({ kind: 'state', state: { name: 'live' } });
    expect(deliveries).toEqual(['state', '1 state']);
  });

  it('hands over nothing more once it is closed', () => {
    add('1');
    add('2');
    outbox.close();
    jasmine.clock().tick(1_000);
    expect(deliveries).toEqual(['1']);
  });
});

function describeMessage(message: SseMessage): string {
  return message.kind === 'events' ? message.events.map(({ id }) => id).join() : message.kind;
}
