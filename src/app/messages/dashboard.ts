// Texts of the overview.
import { formatCount } from '../formats/numbers';
import { formatTime } from '../formats/times';
import { formatList, plural } from './language';
import { AGE_TEXT, nameOf, STATUS_WORDS } from './words';

const NO_PEOPLE = {
  fever: 'No people with fever.',
  hypothermia: 'No people with hypothermia.',
  stale: 'No stale sensors.',
};

/** Header, tiles and list. */
export const DASHBOARD_TEXT = {
  title: 'Readings',
  heading: 'Latest readings',
  loading: 'Loading the latest readings',
  asOf: (time: string) => `As of ${time}`,
  tiles: {
    label: 'Summary',
    all: 'People',
    fever: STATUS_WORDS.fever,
    hypothermia: STATUS_WORDS.hypothermia,
    stale: AGE_TEXT.stale,
    rate: 'Readings per minute',
    measuring: 'measuring',
    unacknowledged: (count: number, hasMore: boolean) => `${formatCount(count)}${hasMore ? '+' : ''} not acknowledged`,
  },
  columns: {
    name: 'Name',
    tag: 'RFID',
    temperature: 'Temperature',
    hour: 'Last hour',
    status: 'Status',
    taken: 'Taken',
  },
  sort: {
    label: 'Sort by',
    names: {
      worst: 'Worst first',
      name: 'Name, A to Z',
      '-name': 'Name, Z to A',
      temperature: 'Highest temperature first',
      '-temperature': 'Lowest temperature first',
      age: 'Oldest reading first',
      '-age': 'Newest reading first',
    },
  },
  search: { label: 'Search by name or RFID tag', placeholder: 'Name or RFID tag', key: '/' },
  shown: (shown: number, all: number) => {
    if (shown === all) return plural(all, { one: '# person', other: '# people' });
    const count = formatCount(shown);
    return plural(all, { one: `${count} of # person`, other: `${count} of # people` });
  },
  noPeople: (filter: keyof typeof NO_PEOPLE | undefined, search: string) => {
    if (search === '' && filter) return NO_PEOPLE[filter];
    return filter ? `No matches for “${search}” with this filter.` : `No matches for “${search}”.`;
  },
  showAll: 'Show all',
  held: (worse: number, added: number) => {
    const parts = [
      ...(worse > 0 ? [plural(worse, { one: '# needs attention', other: '# need attention' })] : []),
      ...(added > 0 ? [`${formatCount(added)} new`] : []),
    ];
    return parts.length > 0 ? `Order held: ${formatList(parts)}` : 'Order held';
  },
  updateRate: {
    label: 'Update rate',
    names: { fast: '10 per second', slow: '2 per second', paused: 'Paused' },
    paused: (time: string, pending: number) =>
      pending === 0
        ? `Paused at ${time}`
        : plural(pending, { one: `Paused at ${time}, # new reading`, other: `Paused at ${time}, # new readings` }),
    resume: 'Resume',
  },
  fullScreen: 'Full screen',
  notPrinted: (count: number) =>
    plural(count, { one: '# more person is not printed.', other: '# more people are not printed.' }),
  error: {
    heading: 'The readings could not be loaded',
    reason: (reason: string, time: string) => `Reason: ${reason}. Retrying at ${time}.`,
    retry: 'Retry now',
  },
  row: {
    acknowledged: 'acknowledged',
    acknowledgedBy: (name: string, by: string, atMs: number) =>
      `${name}: acknowledged at ${formatTime(atMs)} by ${nameOf(by)}`,
    range: (lowest: string, highest: string) => (lowest === highest ? lowest : `${lowest} to ${highest}`),
  },
  /** Read out by screen readers. */
  announcement: (fever: number, hypothermia: number, stale: number) => {
    const parts = [
      ...(fever > 0 ? [plural(fever, { one: '# person with fever', other: '# people with fever' })] : []),
      ...(hypothermia > 0
        ? [plural(hypothermia, { one: '# person with hypothermia', other: '# people with hypothermia' })]
        : []),
      ...(stale > 0 ? [plural(stale, { one: '# stale sensor', other: '# stale sensors' })] : []),
    ];
    return parts.length > 0 ? `${formatList(parts)}.` : 'No fever, no hypothermia, no stale sensors.';
  },
} as const;

/** Shown while the server has no readings. */
export const EMPTY_TEXT = {
  heading: 'No readings yet',
  text: 'Send the first reading with this command:',
  command: 'Command that sends a reading',
  demo: 'To see generated readings, start the server with --demo.',
} as const;

/** The full screen for a wall display. */
export const WALL_TEXT = {
  label: 'People, worst first',
  asOf: 'As of',
  notShown: (fever: number, hypothermia: number) => {
    const parts = [
      ...(fever > 0 ? [`${formatCount(fever)} with fever`] : []),
      ...(hypothermia > 0 ? [`${formatCount(hypothermia)} with hypothermia`] : []),
    ];
    return parts.length > 0 ? `Not shown: ${formatList(parts)}` : '';
  },
  exit: 'Press Esc or F to exit full screen',
} as const;

/** What happens after a gap. */
export const GAP_TEXT = {
  isComplete: 'The latest readings were loaded again, so the table is complete.',
  isLoading: 'Loading the latest readings again…',
  dismiss: 'Dismiss',
} as const;
