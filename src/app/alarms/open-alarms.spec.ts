import type { FeedEvent } from '../feed/feed-event';
import { aReading, NOW } from '../feed/backend.fake';
import type { LatestReading } from '../feed/latest-reading';
import { OpenAlarms } from './open-alarms';

describe('OpenAlarms', () => {
  const now = Date.parse(NOW);
  const future = aReading({ takenAt: '2026-11-20T12:15:00.000Z', alarm: 'k3f9-7' });
  let open: OpenAlarms;

  beforeEach(() => {
    open = new OpenAlarms();
    open.replaceAll([future]);
  });

  const event = (id: string, reading: LatestReading): FeedEvent => ({ kind: 'reading', id, reading });
  const kinds = (id: string, reading: LatestReading): string[] =>
    open.take(event(id, reading), now).map(({ kind }) => kind);

  it('end with the next reading when their latest one is further ahead of the server clock than any may be', () => {
    expect(kinds('k3f9-11', aReading({ temperature: '36.6C', status: 'normal' }))).toEqual(['ended']);
    expect(open.size).toBe(0);
  });

  it('are raised by whatever reading carries a new one, as the server has decided that it is the latest', () => {
    open.replaceAll([aReading({ takenAt: '2026-11-20T09:19:00.000Z', alarm: 'k3f9-7' })]);
    expect(kinds('k3f9-11', aReading({ alarm: 'k3f9-11' }))).toEqual(['ended', 'raised']);
  });

  it('are untouched by a late reading', () => {
    open.replaceAll([aReading({ takenAt: '2026-11-20T09:14:59.000Z', alarm: 'k3f9-7' })]);
    expect(kinds('k3f9-11', aReading({ temperature: '36.6C', status: 'normal' }))).toEqual([]);
    expect(open.size).toBe(1);
  });
});
