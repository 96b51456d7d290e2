import { parseServerStatus, UNKNOWN_STATUS } from './server-status';

describe('parseServerStatus', () => {
  it('parses what the pages use', () => {
    const report = {
      Demo: true,
      StaleAfter: 30,
      AlarmReminder: 90,
      At: '2026-11-20T09:15:00.000Z',
      Version: '0.1.0',
      Epoch: 'k3f9',
      Position: 'k3f9-7',
      Fever: { On: 38, Off: 37.8 },
      Hypothermia: { On: 35, Off: 35.2 },
      ClockWarnings: [
        { Kind: 'clock-behind', Seconds: 10_800 },
        { Kind: 'devices-ahead', Devices: 4 },
        { Kind: 'of-the-future' },
      ],
    };
    expect(parseServerStatus(report)).toEqual({
      isDemo: true,
      staleAfterMs: 30_000,
      alarmReminderMs: 90_000,
      atMs: Date.parse(report.At),
      version: '0.1.0',
      epoch: 'k3f9',
      position: 'k3f9-7',
      fever: { on: 38, off: 37.8 },
      hypothermia: { on: 35, off: 35.2 },
      clockWarnings: [
        { Kind: 'clock-behind', Seconds: 10_800 },
        { Kind: 'devices-ahead', Devices: 4 },
      ],
    });
  });

  it('treats missing and invalid fields as unknown', () => {
    const invalid = {
      Demo: 'yes',
      StaleAfter: -1,
      AlarmReminder: '3m',
      At: 7,
      Version: 7,
      Fever: { On: '38' },
      ClockWarnings: [null, { Kind: 'clock-ahead', Seconds: '9' }],
    };
    for (const value of [undefined, null, 'text', {}, invalid]) {
      expect(parseServerStatus(value)).toEqual(UNKNOWN_STATUS);
    }
  });
});
