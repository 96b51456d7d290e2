import { anAlarm } from '../feed/backend.fake';
import { ReminderRounds } from './reminder-rounds';
import type { WaitingAlarm } from './waiting-times';

describe('ReminderRounds', () => {
  const MINUTE = 60_000;
  const since = (alarm: string, sinceMs: number): WaitingAlarm => ({ alarm: anAlarm({ alarm }), sinceMs });
  let rounds: ReminderRounds;

  beforeEach(() => (rounds = new ReminderRounds()));

  /** When which alarms remind, asked every second. */
  function pass(waiting: readonly WaitingAlarm[], from: number, to: number): [number, string[]][] {
    const reminded: [number, string[]][] = [];
    for (let now = from; now <= to; now += 1_000) {
      const due = rounds.next(
        waiting.filter(({ sinceMs }) => sinceMs <= now),
        now,
        3 * MINUTE,
      );
      if (due.length > 0) reminded.push([now, due.map(({ alarm }) => alarm)]);
    }
    return reminded;
  }

  it('reminds after the time that is set, again and again', () => {
    expect(pass([since('a', 0)], 0, 9 * MINUTE)).toEqual([
      [3 * MINUTE, ['a']],
      [6 * MINUTE, ['a']],
      [9 * MINUTE, ['a']],
    ]);
  });

  it('sums up what falls due within seconds', () => {
    const waiting = [since('a', 0), since('b', 5_000), since('c', 9_000)];
    expect(pass(waiting, 0, 4 * MINUTE)).toEqual([
      [3 * MINUTE, ['a']],
      [3 * MINUTE + 15_000, ['b', 'c']],
    ]);
  });

  it('does not remind at once of what was overdue when the page was opened, but with the others', () => {
    expect(pass([since('a', -4 * MINUTE)], 0, 3 * MINUTE)).toEqual([[2 * MINUTE, ['a']]]);
  });

  it('forgets what no longer waits', () => {
    pass([since('a', 0)], 0, MINUTE);
    expect(pass([], MINUTE, 9 * MINUTE)).toEqual([]);
  });

  it('goes on reminding every few minutes when the server clock, which was hours ahead, is set right', () => {
    const hour = 60 * MINUTE;
    pass([since('a', 3 * hour)], 3 * hour, 3 * hour + 4 * MINUTE);
    const due = [0, 1, 2, 3].map((minute) => rounds.next([since('a', 3 * hour)], minute * MINUTE, 3 * MINUTE).length);
    expect(due).toEqual([0, 0, 0, 1]);
  });
});
