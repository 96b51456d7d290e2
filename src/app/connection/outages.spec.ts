import type { OfflineReason } from '../sse.service';
import { Outages } from './outages';

describe('Outages', () => {
  const START = Date.parse('2026-11-20T09:15:00Z');
  const at = (seconds: number): number => START + seconds * 1_000;
  let outages: Outages;

  beforeEach(() => {
    outages = new Outages();
  });

  const reconnecting = (since: number) => ({ name: 'reconnecting', since: at(since), attempt: 1 }) as const;
  const offline = (since: number, reason: OfflineReason) =>
    ({ name: 'offline', since: at(since), attempt: 2, reason }) as const;

  it('are told with their beginning, length, cause and what they kept away', () => {
    outages.live(undefined, at(0));
    outages.lost(reconnecting(10), at(10));
    outages.lost(reconnecting(10), at(12));
    outages.live(37, at(14));
    expect(outages.read(at(20)).latest).toEqual([{ since: at(10), awayMs: 4_000, cause: 'cut', replayed: 37 }]);
  });

  it('were noticed by silence when they began long before', () => {
    outages.live(undefined, at(0));
    outages.lost(offline(10, 'no-answer'), at(47));
    outages.live(0, at(50));
    expect(outages.read(at(50)).latest[0]).toEqual({ since: at(10), awayMs: 40_000, cause: 'silence', replayed: 0 });
  });

  it('are told with the reason that the device or the server gives, if there is one', () => {
    for (const reason of ['no-network', 'sign-in', 'stopped', 'no-answer'] as const) {
      outages.live(0, at(0));
      outages.lost(reconnecting(10), at(10));
      outages.lost(offline(10, reason), at(40));
      outages.live(0, at(50));
      expect(outages.read(at(50)).latest[0]?.cause).toBe(reason);
    }
  });

  it('are all counted, of the latest twenty more is known', () => {
    for (let loss = 1; loss <= 30; loss += 1) {
      outages.live(0, at(loss * 10));
      outages.lost(reconnecting(loss * 10 + 5), at(loss * 10 + 5));
      outages.live(loss, at(loss * 10 + 6));
    }
    const { latest, count } = outages.read(at(400));
    expect([count, latest.length, latest[0]?.replayed]).toEqual([30, 20, 30]);
  });

  it('are not there while the stream has not come for the first time', () => {
    outages.lost(reconnecting(0), at(3));
    outages.live(undefined, at(5));
    expect(outages.read(at(5)).count).toBe(0);
  });

  it('are told while they go on', () => {
    outages.live(undefined, at(0));
    expect(outages.read(at(9)).open).toBeUndefined();
    outages.lost(reconnecting(10), at(10));
    expect(outages.read(at(14))).toEqual(
      jasmine.objectContaining({ open: { since: at(10), awayMs: 4_000, cause: 'cut' }, latest: [], count: 0 }),
    );
    outages.live(0, at(20));
    expect(outages.read(at(21)).open).toBeUndefined();
  });

  it('leave all of the time when there are none: connecting for the first time is no outage', () => {
    outages.notLive(at(2));
    outages.live(undefined, at(3));
    expect([3, 4, 60].map((now) => outages.read(at(now)).liveShare)).toEqual([1, 1, 1]);
  });

  it('leave the time in which the stream was live', () => {
    expect(outages.read(at(0)).liveShare).toBe(0);
    outages.live(undefined, at(10));
    outages.lost(reconnecting(50), at(70));
    outages.notLive(at(80));
    outages.live(0, at(80));
    expect(outages.read(at(110)).liveShare).toBe(0.7);
    outages.notLive(at(110));
    expect(outages.read(at(150)).liveShare).toBe(0.5);
  });
});
