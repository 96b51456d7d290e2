import { MissedEvents } from './missed-events';

describe('MissedEvents', () => {
  const events = (from: number, to: number): { id: string }[] =>
    Array.from({ length: to - from + 1 }, (_, index) => ({ id: `k3f9-${from + index}` }));
  let missed: MissedEvents;

  beforeEach(() => (missed = new MissedEvents()));

  it('are none without a loss', () => {
    missed.events(events(1, 5));
    expect(missed.caughtUp()).toBeUndefined();
  });

  it('are those up to the head that the return found, not what was stored since', () => {
    missed.lost();
    missed.heartbeat('k3f9-14');
    missed.events(events(11, 12));
    missed.events(events(13, 17));
    expect(missed.caughtUp()).toBe(4);
    expect(missed.caughtUp()).toBeUndefined();
  });

  it('are none when nothing was stored during the loss', () => {
    missed.lost();
    missed.heartbeat('k3f9-10');
    expect(missed.caughtUp()).toBe(0);
  });

  it('are counted across losses, up to the head that the last return found', () => {
    missed.lost();
    missed.heartbeat('k3f9-14');
    missed.events(events(11, 12));
    missed.lost();
    missed.lost();
    missed.heartbeat('k3f9-20');
    missed.heartbeat('k3f9-30');
    missed.events(events(13, 21));
    expect(missed.caughtUp()).toBe(10);
  });

  it('do not come any more once everything was loaded afresh', () => {
    missed.lost();
    missed.heartbeat('k3f9-60010');
    missed.reset();
    missed.events(events(60_011, 60_012));
    expect(missed.caughtUp()).toBeUndefined();
  });
});
