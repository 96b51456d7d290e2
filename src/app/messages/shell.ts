// What the frame around every page says. Texts are kept in this folder, one file an area, so that a translation has one place.

/** The frame around every page. */
export const SHELL_TEXT = {
  skip: 'Skip to the content',
  navigation: 'Pages',
  /** What each page is called. */
  pages: {
    readings: 'Readings',
    alarms: 'Alarms',
    person: 'Person',
    connection: 'Connection',
    imports: 'Imports',
    signIn: 'Sign in',
  },
  title: (page: string) => `${page} · Vitalwire`,
  page: { failed: 'This page could not be loaded: the server is away, or has a newer version.', reload: 'Load again' },
  printed: (at: string) => `Printed on ${at}`,
  noAlarms: 'Alarms can not be shown: the server is away, or has a newer version.',
  demo: { label: 'About these readings', strong: 'Demo.', text: 'These people and their readings are made up.' },
} as const;
