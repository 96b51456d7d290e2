import { anAlarm } from '../feed/backend.fake';
import { nextLines, NO_LINES, worstOf } from './banner-order';
import type { WaitingAlarm } from './waiting-times';

describe('The worst of several alarms', () => {
  it('is the one furthest from normal, whichever way', () => {
    const alarms = [anAlarm({ peak: '38.5C' }), anAlarm({ peak: '33.1C' }), anAlarm({ peak: '104F' })];
    expect(worstOf(alarms)?.peak).toBe('33.1C');
    expect(worstOf([])).toBeUndefined();
  });
});

describe('nextLines', () => {
  const waiting = (...sequences: number[]): WaitingAlarm[] =>
    sequences.map((sequence) => ({ alarm: anAlarm({ alarm: `k3f9-${sequence}` }), sinceMs: 0 }));
  const ids = (lines: readonly WaitingAlarm[]) => lines.map(({ alarm }) => Number(alarm.alarm.split('-')[1]));
  const free = { most: 3, isHeld: false };
  const held = { most: 3, isHeld: true };

  it('takes the latest, and no more than there is room for', () => {
    expect(ids(nextLines(NO_LINES, waiting(9, 8, 7, 6), free).lines)).toEqual([9, 8, 7]);
  });

  it('keeps every line at its place while they are held, and counts what is new', () => {
    const before = nextLines(NO_LINES, waiting(9, 8, 7, 6), free);
    const after = nextLines(before, waiting(11, 10, 9, 7, 6), held);
    expect(ids(after.lines)).toEqual([9, 8, 7]);
    expect(after.arrived).toBe(2);
  });

  it('shows what is new when they are let go', () => {
    const before = nextLines(NO_LINES, waiting(9, 8), free);
    const during = nextLines(before, waiting(10, 9), held);
    expect(nextLines(during, waiting(10, 9), free)).toEqual({ lines: waiting(10, 9), arrived: 0 });
  });

  it('brings a line up to date without moving it', () => {
    const before = nextLines(NO_LINES, waiting(9, 8), free);
    const [first] = waiting(8);
    const over = { alarm: { ...first!.alarm, endedAt: '2026-11-20T09:16:00.000Z' }, sinceMs: 0 };
    expect(nextLines(before, [over], held).lines[1]).toBe(over);
  });

  it('holds nothing where there is nothing', () => {
    expect(ids(nextLines(NO_LINES, waiting(9), held).lines)).toEqual([9]);
  });
});
