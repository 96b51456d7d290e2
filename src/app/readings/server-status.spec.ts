import { parseServerStatus, UNKNOWN_STATUS } from './server-status';

describe('parseServerStatus', () => {
  it('reads what the page needs', () => {
    const report = { Demo: true, StaleAfter: 30, AlarmReminder: 90, At: '2026-11-20T09:15:00.000Z', Version: '0.1.0' };
    expect(parseServerStatus({ ...report, Epoch: 'k3f9', Position: 'k3f9-7' })).toEqual({
      isDemo: true,
      staleAfterMs: 30_000,
      alarmReminderMs: 90_000,
      atMs: Date.parse(report.At),
      version: '0.1.0',
      epoch: 'k3f9',
      position: 'k3f9-7',
    });
  });

  it('takes what is missing or senseless as unknown', () => {
    for (const value of [
      undefined,
      null,
      'text',
      {},
      { Demo: 'yes', StaleAfter: -1, AlarmReminder: '3m', At: 7, Version: 7 },
    ]) {
      expect(parseServerStatus(value)).toEqual(UNKNOWN_STATUS);
    }
  });
});
