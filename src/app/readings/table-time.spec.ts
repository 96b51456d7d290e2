import { FakeClocks } from '../clocks.fake';
import { NOW } from '../feed/backend.fake';
import { ClockJumpDetector } from './table-time';

describe('ClockJumpDetector', () => {
  let clocks: FakeClocks;
  let detector: ClockJumpDetector;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    detector = new ClockJumpDetector();
  });
  afterEach(() => clocks.restore());

  it('detects nothing when time passes normally', () => {
    jasmine.clock().tick(3_600_000);
    expect(detector.hasJumped()).toBe(false);
  });

  it('detects once that the clock was set, forward or back', () => {
    for (const now of ['2026-11-20T09:20:00Z', '2026-11-20T09:00:00Z']) {
      clocks.set(now);
      expect(detector.hasJumped()).toBe(true);
      expect(detector.hasJumped()).toBe(false);
    }
  });

  it('detects small steps that add up', () => {
    clocks.set('2026-11-20T09:15:01.500Z');
    expect(detector.hasJumped()).toBe(false);
    clocks.set('2026-11-20T09:15:03.000Z');
    expect(detector.hasJumped()).toBe(true);
  });
});
