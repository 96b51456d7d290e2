import type { ClockWarningReport } from '@contract/status-report';

import { formatCount } from '../formats/numbers';
import { plural } from './language';

/** Warning on every page while the server's clock may be wrong. */
export const CLOCK_WARNING_TEXT = {
  one: describeWarning,
  advice: 'Times and alarms may be wrong. Call your IT support.',
} as const;

function describeWarning(warning: ClockWarningReport): string {
  switch (warning.Kind) {
    case 'clock-ahead':
      return `The server's clock may be wrong: it is about ${roundDuration(warning.Seconds)} ahead.`;
    case 'clock-behind':
      return `The server's clock is or was wrong by about ${roundDuration(warning.Seconds)}.`;
    case 'stored-ahead':
      return `The server's clock was about ${roundDuration(warning.Seconds)} ahead earlier.`;
    case 'devices-ahead':
      return `The server's clock may be wrong: ${plural(warning.Devices, { one: '# sensor is', other: '# sensors are' })} more than 5 minutes ahead of it. Their readings are not shown.`;
    case 'devices-behind':
      return `The readings of ${formatCount(warning.Devices)} sensors are more than 5 minutes late, or the server's clock is wrong.`;
  }
}

/** `3 hours`, rounded. */
function roundDuration(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 120) return plural(minutes, { one: '# minute', other: '# minutes' });
  const hours = Math.round(minutes / 60);
  return hours < 48
    ? plural(hours, { one: '# hour', other: '# hours' })
    : plural(Math.round(hours / 24), { one: '# day', other: '# days' });
}
