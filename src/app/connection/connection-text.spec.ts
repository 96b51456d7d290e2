import { formatCount } from '../formats/numbers';
import { formatMinute, formatTime } from '../formats/times';
import { describeConnection, describeFailedLoad, describeGap, labelConnection, labelGap } from './connection-text';

describe('The connection', () => {
  const since = Date.now() - 60_000;

  it('is told in a few words', () => {
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

  it('is described the same while only a number changes', () => {
    expect(describeConnection({ name: 'replaying', behind: 9 })).toBe(
      describeConnection({ name: 'replaying', behind: 8 }),
    );
  });

  it('says why it is offline', () => {
    expect(describeConnection({ name: 'offline', since, attempt: 9, reason: 'sign-in' })).toBe(
      'Offline. The server asks you to sign in again.',
    );
  });

  it('was not lost when the readings could not be loaded', () => {
    const failure = { reason: 'the server answered 500', retryAt: since };
    expect(describeFailedLoad(failure, { name: 'reconnecting', since, attempt: 1 })).toBe(
      'Loading the readings failed, because the server answered 500. Trying again.',
    );
    expect(describeFailedLoad(failure, { name: 'offline', since, attempt: 9, reason: 'no-network' })).toBe(
      'Loading the readings failed, because the server answered 500. Offline. This device has no network.',
    );
  });

  it('says what kind of gap there is, without ids, which mean nothing to an operator', () => {
    const gap = { requested: 'k3f9-10', reason: 'trimmed', oldestKept: 'k3f9-90', resumesAt: 'k3f9-90' };
    expect(describeGap(gap)).toBe('Some of the readings missed here are no longer kept by the server.');
    expect(describeGap({ ...gap, reason: 'foreign' })).toContain('another log');
    expect(describeGap({ ...gap, reason: 'unreadable' })).toBe('It is not known which readings were missed.');
  });

  it('says in a few words how large a gap is, where that is known', () => {
    const gap = { requested: 'k3f9-10', reason: 'trimmed', oldestKept: 'k3f9-90', resumesAt: 'k3f9-90' };
    expect(labelGap(gap)).toBe('Gap: 80 no longer kept');
    expect(labelGap({ ...gap, requested: '2026-11-20T09:15:00.000Z' })).toBe('Gap: some no longer kept');
    expect(labelGap({ ...gap, reason: 'foreign' })).toBe('Gap: another log');
    expect(labelGap({ ...gap, reason: 'unreadable' })).toBe('Gap: unknown');
  });
});
