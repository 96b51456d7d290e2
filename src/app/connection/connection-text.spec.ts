import { formatCount } from '../formats/numbers';
import { formatMinute, formatTime } from '../formats/times';
import { describeConnection, describeFailedLoad, describeGap, labelConnection, labelGap } from './connection-text';

describe('The connection', () => {
  const since = Date.now() - 60_000;

  it('has a short label', () => {
    expect(labelConnection({ name: 'connecting' })).toBe('Connecting');
    expect(labelConnection({ name: 'live' })).toBe('Live');
    expect(labelConnection({ name: 'replaying', behind: 1_234 })).toBe(`Replaying ${formatCount(1_234)}`);
    expect(labelConnection({ name: 'reconnecting', since, attempt: 1 })).toBe(
      `Reconnecting since ${formatTime(since)}`,
    );
    expect(labelConnection({ name: 'offline', since, attempt: 9, reason: 'no-answer' })).toBe(
      `Offline (as of ${formatMinute(since)})`,
    );
  });

  it('has an announcement without changing numbers', () => {
    expect(describeConnection({ name: 'replaying', behind: 9 })).toBe(
      describeConnection({ name: 'replaying', behind: 8 }),
    );
  });

  it('has an announcement with the reason while offline', () => {
    expect(describeConnection({ name: 'offline', since, attempt: 9, reason: 'sign-in' })).toBe(
      'Offline. Sign in again to see the readings.',
    );
  });

  it('announces a failed load of the readings', () => {
    const failure = { reason: 'the server answered 500', retryAt: since };
    expect(describeFailedLoad(failure, { name: 'reconnecting', since, attempt: 1 })).toBe(
      'Loading the readings failed, because the server answered 500. Retrying.',
    );
    expect(describeFailedLoad(failure, { name: 'offline', since, attempt: 9, reason: 'no-network' })).toBe(
      'Loading the readings failed, because the server answered 500. Offline. This device has no network.',
    );
  });

  it('describes a gap without ids', () => {
    const gap = { requested: 'k3f9-10', reason: 'trimmed', oldestKept: 'k3f9-90', resumesAt: 'k3f9-90' };
    expect(describeGap(gap)).toBe('Some of the missed readings are no longer retained by the server.');
    expect(describeGap({ ...gap, reason: 'foreign' })).toContain('another log');
    expect(describeGap({ ...gap, reason: 'unreadable' })).toBe('It is unknown which readings were missed.');
  });

  it('labels a gap with its size, if known', () => {
    const gap = { requested: 'k3f9-10', reason: 'trimmed', oldestKept: 'k3f9-90', resumesAt: 'k3f9-90' };
    expect(labelGap(gap)).toBe('Gap: 80 no longer retained');
    expect(labelGap({ ...gap, requested: '2026-11-20T09:15:00.000Z' })).toBe('Gap: some no longer retained');
    expect(labelGap({ ...gap, reason: 'foreign' })).toBe('Gap: another log');
    expect(labelGap({ ...gap, reason: 'unreadable' })).toBe('Gap: unknown');
  });
});
