import { FakeClocks } from '../clocks.fake';
import { NOW } from './backend.fake';
import { RateMeter } from './rate-meter';

describe('RateMeter', () => {
  let clocks: FakeClocks;
  let meter: RateMeter;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    meter = new RateMeter();
  });
  afterEach(() => clocks.restore());

  function watch(seconds: number, perSecond: number): void {
    for (let second = 0; second < seconds; second += 1) {
      meter.add(perSecond);
      jasmine.clock().tick(1_000);
      meter.pass();
    }
  }

  it('says nothing before it has watched for ten seconds', () => {
    watch(9, 5);
    expect(meter.perMinute()).toBeUndefined();
    watch(1, 5);
    expect(meter.perMinute()).toBe(300);
  });

  it('forgets what is more than a minute ago', () => {
    watch(60, 100);
    watch(60, 1);
    expect(meter.perMinute()).toBe(59);
  });

  it('knows that time passes even if it is told so only once a minute, as in a hidden tab', () => {
    watch(10, 1);
    for (let minute = 0; minute < 3; minute += 1) {
      jasmine.clock().tick(60_000);
      meter.add(60);
      meter.pass();
    }
    expect(meter.perMinute()).toBe(60);
  });

  it('does not count the time in which nobody watched', () => {
    watch(30, 1);
    jasmine.clock().tick(600_000);
    meter.resume();
    watch(30, 1);
    expect(meter.perMinute()).toBe(59);
  });

  it('does not care how this device sets its clock', () => {
    watch(10, 1);
    clocks.set('2026-11-20T12:00:00Z');
    watch(10, 1);
    expect(meter.perMinute()).toBe(60);
  });
});
