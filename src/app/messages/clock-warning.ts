import type { ClockWarningReport } from '@contract/status-report';

import { formatCount } from '../formats/numbers';

/** What every page says while the server's clock is in doubt. */
export const CLOCK_WARNING_TEXT = {
  one: describe,
  advice: 'Times and alarms may be wrong. Call your IT support.',
} as const;

function describe(warning: ClockWarningReport): string {
  switch (warning.Kind) {
    case 'clock-ahead':
      return `The server's clock may be wrong: it is about ${about(warning.Seconds)} ahead.`;
    case 'clock-behind':
      return `The server's clock is wrong by about ${about(warning.Seconds)}, or was wrong before.`;
    case 'stored-ahead':
      return `The server's clock was about ${about(warning.Seconds)} ahead earlier.`;
    case 'devices-ahead':
      return `The server's clock may be wrong: ${sensors(warning.Devices)} more than 5 minutes ahead of it. Their readings are not shown.`;
    case 'devices-behind':
      return `The readings of ${formatCount(warning.Devices)} sensors come more than 5 minutes late, or the server's clock is wrong.`;
  }
}

function sensors(count: number): string {
  return count === 1 ? '1 sensor is' : `${formatCount(count)} sensors are`;
}

/** `3 hours`, rounded. */
function about(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${formatCount(minutes)} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${formatCount(hours)} hours` : `${formatCount(Math.round(hours / 24))} days`;
}
