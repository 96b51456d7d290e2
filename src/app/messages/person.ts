// What the page of one person says.

import type { AlarmKind } from '@contract/alarm';

import type { TrendRange } from '../person/person-view';
import { KIND_WORDS } from './alarms';
import { nameOf, STATUS_WORDS } from './words';

/** The page of one person. */
export const PERSON_TEXT = {
  back: 'Everyone',
  tag: 'Tag',
  tryAgain: 'Try again',
  unknown: {
    title: (rfid: string) => `Nothing is known of ${rfid}`,
    text: 'No reading with this tag is kept. As soon as one arrives, it appears here by itself.',
  },
  searching: (rfid: string) => `Looking for ${rfid}`,
  now: {
    title: 'Present temperature',
    statuses: STATUS_WORDS,
    notAcknowledged: (kind: AlarmKind, isOver: boolean) =>
      `${isOver ? `An alarm that is over (${KIND_WORDS[kind].word})` : `The ${KIND_WORDS[kind].word} alarm`} is not acknowledged.`,
  },
  trend: {
    title: 'Trend',
    loading: 'Loading the trend',
    failed: 'The trend could not be loaded',
    because: (reason: string) => `Because ${reason}.`,
    showLarger: (range: TrendRange) => `Show ${RANGE_NAMES[range].words}`,
    ranges: 'Time shown',
    zoom: 'Zoom and pan',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    earlier: 'Earlier',
    later: 'Later',
    reset: 'Reset',
    broken: 'The chart itself could not be loaded; what it shows stands below as a table.',
    tryAgain: 'Try again',
    hint: 'Drag across the chart to zoom; pinch, or turn the wheel with Ctrl. On the buttons the keys + − ← → and 0 do the same.',
    fever: (degrees: string) => `Fever from ${degrees}`,
    hypothermia: (degrees: string) => `Hypothermia from ${degrees}`,
    legend: {
      title: 'What the chart shows',
      middle: 'Middle',
      band: 'Lowest to highest',
      begins: 'Alarm begins (▲ fever, ▼ hypothermia)',
      ends: 'Alarm ends',
      acknowledged: 'Acknowledged',
    },
    readout: {
      span: (low: string, high: string) => (low === high ? low : `${low} to ${high}`),
      alarm: (kind: AlarmKind) => `${KIND_WORDS[kind].word} alarm`,
      acknowledged: (by: string) => `acknowledged by ${nameOf(by)}`,
    },
  },
  sentence: {
    ranges: {
      '1h': 'In the last hour',
      '24h': 'In the last 24 hours',
      '7d': 'In the last 7 days',
      '30d': 'In the last 30 days',
    } satisfies Record<TrendRange, string>,
    window: (from: string, to: string) => `From ${from} to ${to}`,
    none: (when: string) => `${when}: no readings.`,
    span: (low: string, high: string) => (low === high ? high : `${low} to ${high}`),
    now: (degrees: string) => `now ${degrees}`,
    course: (direction: 'rising' | 'falling', change: string, within: string) =>
      `, ${direction}: ${change} within ${within}`,
    change: (from: string, to: string) => `${from} → ${to}`,
    whole: (when: string, parts: readonly string[]) => `${when}: ${parts.join('; ')}.`,
    condition: (kind: AlarmKind, when: string) => `${KIND_WORDS[kind].word} ${when}`,
    times: (count: number, latest: string) => `${count} times, the latest ${latest}`,
    and: (items: readonly string[]) =>
      items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`,
    throughout: 'throughout',
    fromTo: (from: string, to: string) => `from ${from} to ${to}`,
    fromOn: (from: string) => `from ${from} on`,
    since: (from: string) => `since ${from}`,
    beyond: (kind: AlarmKind, degrees: string) => `${kind === 'fever' ? 'above' : 'below'} ${degrees}`,
    unalarmed: (texts: readonly string[]) =>
      `At times ${texts.join(' and ')}; readings that arrived late raise no alarm.`,
    about: (moment: string) => `about ${moment}`,
    moment: (at: string) => `for a moment at ${at}`,
    until: (to: string) => `until ${to}`,
    noReading: (when: string) => `no reading ${when}`,
  },
  alarms: {
    title: 'Alarms in this time',
    none: 'None.',
    failed: 'The alarms could not be loaded',
    kinds: KIND_WORDS,
    open: 'open',
    duration: 'Lasted',
    durationSoFar: 'Lasts',
    moment: 'for a moment',
    peak: { fever: 'Highest', hypothermia: 'Lowest' } satisfies Record<AlarmKind, string>,
    acknowledged: 'Acknowledged',
    notAcknowledged: 'Not acknowledged',
    by: (who: string, at: string) => `by ${nameOf(who)}, ${at}`,
    showAll: 'Show all',
    bounded: 'Older ones than these are not shown here.',
  },
  table: {
    title: 'The numbers as a table',
    buckets: (bucket: string, when: string) =>
      `${when}: lowest and highest temperature of every ${bucket}, newest first`,
    readings: (when: string) => `${when}: every reading, newest first`,
    columns: {
      from: 'From',
      time: 'Taken',
      low: 'Lowest',
      high: 'Highest',
      count: 'Readings',
      temperature: 'Temperature',
      status: 'Status',
    },
    more: 'Show more',
    shown: (shown: string, all: string) => `${shown} of ${all} shown`,
    loading: 'Loading …',
    failed: 'The readings could not be loaded.',
    tryAgain: 'Try again',
  },
  export: {
    title: 'Export what is shown',
    csv: 'CSV',
    fhir: 'FHIR',
    labels: { csv: 'Export as CSV', fhir: 'Export as FHIR' },
    hint: 'Every single reading of the time shown, as the sensor reported it: CSV for a spreadsheet, FHIR (Observation, LOINC 8310-5) for a record.',
    preparing: (file: string, bytes: string) => `${file}: ${bytes} so far`,
    saved: (file: string, bytes: string) => `${file} saved, ${bytes}.`,
    failed: (file: string, reason: string) => `${file} could not be exported, because ${reason}.`,
    cancelled: (file: string) => `${file}: cancelled.`,
    cancel: 'Cancel',
    refused: (status: number, detail: string) => `the server answered ${status}${detail === '' ? '' : ` (${detail})`}`,
    noAnswer: 'the server does not answer, or the connection broke',
  },
} as const;

/** How a range is called: in letters for the eye, in words for the ear. */
export const RANGE_NAMES: Readonly<Record<TrendRange, { readonly short: string; readonly words: string }>> = {
  '1h': { short: '1 h', words: '1 hour' },
  '24h': { short: '24 h', words: '24 hours' },
  '7d': { short: '7 d', words: '7 days' },
  '30d': { short: '30 d', words: '30 days' },
};
