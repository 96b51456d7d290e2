import { parseServerStatus, UNKNOWN_STATUS } from './server-status';

describe('parseServerStatus', () => {
  it('reads what the page needs', () => {
    const thresholds = { Fever: { On: 37.8, Off: 37.5 }, Hypothermia: { On: 34.9, Off: 35.1 } };
    const report = { Demo: true, StaleAfter: 30, ...thresholds, At: '2026-11-20T09:15:00.000Z', Version: '0.1.0' };
    expect(parseServerStatus(report)).toEqual({
      isDemo: true,
      staleAfterMs: 30_000,
      fever: { on: 37.8, off: 37.5 },
      hypothermia: { on: 34.9, off: 35.1 },
      atMs: Date.parse(report.At),
    });
  });

  it('takes what is missing or senseless as unknown', () => {
    for (const value of [
      undefined,
      null,
      'text',
      {},
      { Demo: 'yes', StaleAfter: -1, Fever: 38, Hypothermia: { On: '35' }, At: 7 },
    ]) {
      expect(parseServerStatus(value)).toEqual(UNKNOWN_STATUS);
    }
  });
});
