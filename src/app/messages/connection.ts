// Texts about the connection that every page shows.

const OFFLINE_REASONS = {
  'no-network': 'This device has no network.',
  'no-answer': 'The server is not responding.',
  'sign-in': 'Sign in again to see the readings.',
  'not-allowed': 'You are not allowed to see these readings.',
  stopped: 'The server has closed this stream. Reload the page to try again.',
} as const;

const GAPS: Readonly<Record<string, string>> = {
  trimmed: 'Some of the missed readings are no longer retained by the server.',
  foreign: 'The server now has another log. Readings that were missed before are unknown.',
};

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
      trimmed: (count: string) => `Gap: ${count} no longer retained`,
      some: 'some',
      foreign: 'Gap: another log',
      unknown: 'Gap: unknown',
    },
  },
  announcements: {
    connecting: 'Connecting to the server.',
    live: 'Live: readings are shown as they arrive.',
    replaying: 'Connected. Loading the readings that were missed.',
    reconnecting: 'The connection was lost. Reconnecting.',
    offline: (reason: keyof typeof OFFLINE_REASONS) => `Offline. ${OFFLINE_REASONS[reason]}`,
    failedLoad: (reason: string) => `Loading the readings failed, because ${reason}.`,
    retrying: 'Retrying.',
  },
  gap: (reason: string) => GAPS[reason] ?? 'It is unknown which readings were missed.',
} as const;
