import { FakeClocks } from '../clocks.fake';
import { NOW } from '../feed/backend.fake';
import { RateMeter } from './rate-meter';

describe('RateMeter', () => {
  let clocks: FakeClocks;
  let meter: RateMeter;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    meter = new RateMeter();
  });
  afterEach(() => clocks.restore());

  function measure(seconds: number, perSecond: number): void {
    for (let second = 0; second < seconds; second += 1) {
      meter.add(perSecond);
      jasmine.clock().tick(1_000);
      meter.advance();
    }
  }

  it('returns undefined during the first ten seconds', () => {
    measure(9, 5);
    expect(meter.perMinute()).toBeUndefined();
    measure(1, 5);
    expect(meter.perMinute()).toBe(300);
  });

  it('drops counts older than a minute', () => {
    measure(60, 100);
    measure(60, 1);
    expect(meter.perMinute()).toBe(59);
  });

  it('counts skipped seconds when it advances only once a minute, as in a hidden tab', () => {
    measure(10, 1);
    for (let minute = 0; minute < 3; minute += 1) {
      jasmine.clock().tick(60_000);
      meter.add(60);
      meter.advance();
    }
    expect(meter.perMinute()).toBe(60);
  });

  it('does not count the time of an interruption', () => {
    measure(30, 1);
    jasmine.clock().tick(600_000);
    meter.resume();
    measure(30, 1);
    expect(meter.perMinute()).toBe(59);
  });

  it("ignores changes of this device's clock", () => {
    measure(10, 1);
    clocks.set('2026-11-20T12:00:00Z');
    measure(10, 1);
    expect(meter.perMinute()).toBe(60);
  });
});
