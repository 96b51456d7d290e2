import { RateMeter } from './rate-meter';

describe('RateMeter', () => {
  function watch(meter: RateMeter, seconds: number, perSecond: number): void {
    for (let second = 0; second < seconds; second += 1) {
      meter.add(perSecond);
      meter.tick();
    }
  }

  it('says nothing before it has watched for ten seconds', () => {
    const meter = new RateMeter();
    watch(meter, 9, 5);
    expect(meter.perMinute()).toBeUndefined();
    watch(meter, 1, 5);
    expect(meter.perMinute()).toBe(300);
  });

  it('forgets what is more than a minute ago', () => {
    const meter = new RateMeter();
    watch(meter, 60, 100);
    watch(meter, 60, 1);
    expect(meter.perMinute()).toBe(59);
  });
});
