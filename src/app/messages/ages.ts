/** What is said of how old a reading is. */
export const AGE_TEXT = {
  late: 'Late',
  stale: 'Stale',
  allAsOf: (time: string) => `As of ${time}: what has happened since is not known here yet.`,
} as const;
