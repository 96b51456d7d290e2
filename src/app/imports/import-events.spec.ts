import type { ImportDone, ImportProgress } from '@contract/import';

import { applyEvents, NO_EVENTS } from './import-events';

describe('The story of an import', () => {
  const progress = (Rows: number, Problem?: string): ImportProgress => ({
    Phase: 'processing',
    Bytes: Rows * 60,
    TotalBytes: 6_000,
    Rows,
    Accepted: Rows,
    Duplicates: 0,
    Rejected: 0,
    Percent: Rows,
    RowsPerSecond: 50_000,
    SecondsLeft: 1,
    ...(Problem === undefined ? {} : { Problem }),
  });
  const event = (type: string, number: number, data: unknown) => ({
    type,
    id: number === 0 ? '' : `a1-${number}`,
    data: JSON.stringify(data),
  });
  const error = (number: number, Line: number) =>
    event('line-error', number, { Line, Column: 'RFID', Value: null, Reason: 'is missing', At: '' });

  it('goes on with every event, each taken once', () => {
    const before = applyEvents(NO_EVENTS, [event('progress', 1, progress(10)), error(2, 5)]);
    const after = applyEvents(before, [error(2, 5), error(3, 7), event('progress', 4, progress(20))]);
    expect(after.errors.map(({ Line }) => Line)).toEqual([5, 7]);
    expect(after.progress?.Rows).toBe(20);
    expect(after.number).toBe(4);
  });

  it('does not go back when events come again after a loss', () => {
    const told = applyEvents(NO_EVENTS, [event('progress', 1, progress(10)), event('progress', 2, progress(20))]);
    expect(applyEvents(told, [event('progress', 1, progress(10))])).toEqual(told);
  });

  it('tells a problem, which has no id of its own, until it goes on', () => {
    const told = applyEvents(NO_EVENTS, [event('progress', 1, progress(10))]);
    const waiting = applyEvents(told, [event('progress', 1, progress(10, 'The disk is full.'))]);
    expect([waiting.problem, waiting.number]).toEqual(['The disk is full.', 1]);
    expect(applyEvents(waiting, [event('progress', 2, progress(20))]).problem).toBe('');
    expect(applyEvents(NO_EVENTS, [event('progress', 0, progress(0, 'The disk is full.'))]).problem).toBe(
      'The disk is full.',
    );
  });

  it('passes over an event that can not be read, and goes on behind it', () => {
    const bad = ['{"Rows":', 'null', '7'].map((data, index) => ({ type: 'progress', id: `a1-${index + 1}`, data }));
    const badError = { type: 'line-error', id: 'a1-4', data: 'x' };
    const told = applyEvents(NO_EVENTS, [...bad, badError, event('progress', 5, progress(20)), error(6, 7)]);
    expect([told.number, told.progress?.Rows, told.errors.length]).toEqual([6, 20, 1]);
  });

  it('ends with its last event', () => {
    const done = { Outcome: 'cancelled' } as ImportDone;
    expect(applyEvents(NO_EVENTS, [event('done', 9, done)]).done).toEqual(done);
  });
});
