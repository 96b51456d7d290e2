import { parseServerStatus, UNKNOWN_STATUS } from './server-status';

describe('parseServerStatus', () => {
  it('reads what the page needs', () => {
    const report = {
      Demo: true,
      StaleAfter: 30,
      At: '2026-11-20T09:15:00.000Z',
      Version: '0.1.0',
      Fever: { On: 38, Off: 37.8 },
      Hypothermia: { On: 35, Off: 35.2 },
    };
    expect(parseServerStatus(report)).toEqual({
      isDemo: true,
      staleAfterMs: 30_000,
      atMs: Date.parse(report.At),
      fever: { on: 38, off: 37.8 },
      hypothermia: { on: 35, off: 35.2 },
    });
  });

  it('takes what is missing or senseless as unknown', () => {
    for (const value of [undefined, null, 'text', {}, { Demo: 'yes', StaleAfter: -1, At: 7, Fever: { On: '38' } }]) {
      expect(parseServerStatus(value)).toEqual(UNKNOWN_STATUS);
    }
  });
});
