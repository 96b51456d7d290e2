import type { OfflineReason } from '../sse.service';

const OFFLINE_REASONS: Record<OfflineReason, string> = {
  'no-network': 'This device has no network.',
  'no-answer': 'The server does not answer.',
  'sign-in': 'The server asks you to sign in again.',
  'not-allowed': 'You are not allowed to see these readings.',
  stopped: 'The server has closed this stream. Reload the page to try again.',
};

const GAPS: Readonly<Record<string, string>> = {
  trimmed: 'Some of the readings missed here are no longer kept by the server.',
  foreign: 'The server has another log now: what was missed before it is not known here.',
};

/** What every page says of the connection; what only the connection page says stands beside it, as it is loaded with that. */
export const CONNECTION_TEXT = {
  pill: {
    title: 'About the connection',
    connecting: 'Connecting',
    live: 'Live',
    paused: 'Paused',
    replaying: (count: string) => `Replaying ${count}`,
    replayed: (count: string) => `Replayed ${count}`,
    reconnecting: (time: string) => `Reconnecting since ${time}`,
    offline: (time: string) => `Offline (as of ${time})`,
    gap: {
      trimmed: (count: string) => `Gap: ${count} no longer kept`,
      some: 'some',
      foreign: 'Gap: another log',
      unknown: 'Gap: unknown',
    },
  },
  said: {
    connecting: 'Connecting to the server.',
    live: 'Live: readings are shown as they arrive.',
    replaying: 'Connected. Catching up with the readings that were missed.',
    reconnecting: 'The connection was lost. Reconnecting.',
    offline: (reason: OfflineReason) => `Offline. ${OFFLINE_REASONS[reason]}`,
    failedLoad: (reason: string) => `Loading the readings failed, because ${reason}.`,
    tryingAgain: 'Trying again.',
  },
  gap: (reason: string) => GAPS[reason] ?? 'It is not known which readings were missed.',
} as const;
