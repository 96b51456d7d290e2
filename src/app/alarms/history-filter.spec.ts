import { anAlarm } from '../feed/backend.fake';
import { beginningOf, isInState, parseFilter } from './history-filter';

describe('The filter of the history', () => {
  it('is read from the URL, where what is senseless is not there', () => {
    const read = (query: string) => parseFilter(new URLSearchParams(query));
    expect(read('state=open&period=30d')).toEqual({ state: 'open', period: '30d' });
    expect(read('state=closed&period=7y')).toEqual({ state: 'all', period: '7d' });
  });

  it('begins so many hours or days ago, whatever the date, or never', () => {
    const now = new Date(2026, 10, 20, 1, 15).getTime();
    expect(beginningOf('12h', now)).toBe(now - 12 * 3_600_000);
    expect(beginningOf('24h', now)).toBe(now - 86_400_000);
    expect(beginningOf('7d', now)).toBe(now - 7 * 86_400_000);
    expect(beginningOf('any', now)).toBeUndefined();
  });

  it('tells open from unacknowledged', () => {
    const over = anAlarm({ endedAt: '2026-11-20T09:20:00.000Z' });
    const seen = anAlarm({ acknowledged: { at: '2026-11-20T09:20:00.000Z', by: 'local', note: '' } });
    expect([over, seen].map((alarm) => isInState(alarm, 'open'))).toEqual([false, true]);
    expect([over, seen].map((alarm) => isInState(alarm, 'unacknowledged'))).toEqual([true, false]);
  });
});
