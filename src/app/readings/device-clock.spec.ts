import { FakeClocks } from '../clocks.fake';
import { NOW } from './backend.fake';
import { DeviceClock } from './device-clock';

describe('DeviceClock', () => {
  let clocks: FakeClocks;
  let clock: DeviceClock;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    clock = new DeviceClock();
  });
  afterEach(() => clocks.restore());

  it('has not jumped when time has merely passed', () => {
    jasmine.clock().tick(3_600_000);
    expect(clock.hasJumped()).toBe(false);
  });

  it('has jumped once when it was set, forward or back', () => {
    for (const now of ['2026-11-20T09:20:00Z', '2026-11-20T09:00:00Z']) {
      clocks.set(now);
      expect(clock.hasJumped()).toBe(true);
      expect(clock.hasJumped()).toBe(false);
    }
  });

  it('has jumped when small steps have added up', () => {
    clocks.set('2026-11-20T09:15:01.500Z');
    expect(clock.hasJumped()).toBe(false);
    clocks.set('2026-11-20T09:15:03.000Z');
    expect(clock.hasJumped()).toBe(true);
  });
});
