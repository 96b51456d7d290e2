// What the overview says.
import type { Filter, Sort } from '../dashboard/view';
import { formatCount } from '../formats/numbers';
import { formatTime } from '../formats/times';
import type { UpdateRate } from '../readings/update-rate.store';
import { AGE_TEXT } from './ages';
import { nameOf, STATUS_WORDS } from './words';

/** `1 person`, `1,200 people`. */
function people(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'person' : 'people'}`;
}

function readings(count: number): string {
  return `${formatCount(count)} new ${count === 1 ? 'reading waits' : 'readings wait'}`;
}

const EMPTY_TEXTS: Record<Filter, string> = {
  fever: 'Nobody has a fever.',
  hypothermia: 'Nobody is hypothermic.',
  stale: 'Nobody is stale: every sensor has reported in time.',
};

/** The overview: tiles, list and what goes with it. */
export const DASHBOARD_TEXT = {
  title: 'Readings',
  heading: "Everyone's latest reading",
  loading: "Loading everyone's latest reading",
  asOf: (time: string) => `As of ${time}`,
  tiles: {
    label: 'Summary',
    all: 'People',
    fever: STATUS_WORDS.fever,
    hypothermia: STATUS_WORDS.hypothermia,
    stale: AGE_TEXT.stale,
    rate: 'Readings a minute',
    measuring: 'measuring',
    hint: 'Show only these',
    unseen: (count: number, hasMore: boolean) => `${formatCount(count)}${hasMore ? '+' : ''} not acknowledged`,
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
    } satisfies Record<Sort, string>,
  },
  search: { label: 'Search by name or tag', placeholder: 'Name or tag', key: '/' },
  shown: (shown: number, all: number) => (shown === all ? people(all) : `${formatCount(shown)} of ${people(all)}`),
  none: (filter: Filter | undefined, search: string) =>
    search === '' && filter ? EMPTY_TEXTS[filter] : `Nobody ${filter ? 'among them ' : ''}matches “${search}”.`,
  showEveryone: 'Show everyone',
  held: (worse: number, arrived: number) => {
    const parts = [
      worse > 0 ? `${formatCount(worse)} ${worse === 1 ? 'needs' : 'need'} attention` : '',
      arrived > 0 ? `${formatCount(arrived)} new` : '',
    ].filter((part) => part !== '');
    return parts.length > 0 ? `Order held: ${parts.join(', ')}` : 'Order held';
  },
  pace: {
    label: 'Update rate',
    names: { fast: '10 a second', slow: '2 a second', paused: 'Paused' } satisfies Record<UpdateRate, string>,
    pausedAt: (time: string) => `Paused at ${time}`,
    waiting: (count: number) => (count === 0 ? '' : `, ${readings(count)}`),
    goOn: 'Go on',
  },
  fullScreen: { open: 'Full screen', key: 'F' },
  more: (count: number) => `${people(count)} more ${count === 1 ? 'is' : 'are'} not printed.`,
  error: {
    heading: 'The readings could not be loaded',
    because: (reason: string, time: string) => `Because ${reason}. Next attempt at ${time}.`,
    retry: 'Try now',
  },
  row: {
    seen: 'seen',
    seenBy: (name: string, by: string, atMs: number) => `${name}: acknowledged at ${formatTime(atMs)} by ${nameOf(by)}`,
    range: (lowest: string, highest: string) => (lowest === highest ? lowest : `${lowest} to ${highest}`),
  },
  /** One sentence for the ear: how many are ill, and whose sensor is silent. */
  announcement: (fever: number, hypothermia: number, stale: number) => {
    const parts = [
      fever > 0 ? `${people(fever)} with fever` : '',
      hypothermia > 0 ? `${people(hypothermia)} with hypothermia` : '',
      stale > 0 ? `${formatCount(stale)} silent ${stale === 1 ? 'sensor' : 'sensors'}` : '',
    ].filter((part) => part !== '');
    return parts.length > 0 ? `${parts.join(', ')}.` : 'Nobody has a fever or hypothermia, and no sensor is silent.';
  },
} as const;
