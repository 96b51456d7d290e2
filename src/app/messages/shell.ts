// Texts of the frame around every page.

export const SHELL_TEXT = {
  skip: 'Skip to the content',
  navigation: 'Pages',
  pages: {
    readings: 'Readings',
    alarms: 'Alarms',
    person: 'Person',
    connection: 'Connection',
    imports: 'Imports',
    signIn: 'Sign in',
  },
  title: (page: string) => `${page} · Vitalwire`,
  page: {
    failed: 'This page could not be loaded. The server is not responding or has a newer version.',
    reload: 'Reload',
  },
  printed: (at: string) => `Printed on ${at}`,
  noAlarms: 'Alarms cannot be shown. The server is not responding or has a newer version.',
  demo: { label: 'About these readings', strong: 'Demo.', text: 'These people and their readings are made up.' },
} as const;
