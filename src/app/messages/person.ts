import type { AlarmKind } from '@contract/alarm';

import { KIND_WORDS } from './alarms';
import { formatList, plural } from './language';
import { nameOf, STATUS_WORDS } from './words';

const asSentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

/** Texts of the page of one person. */
export const PERSON_TEXT = {
  back: 'All people',
  tag: 'RFID tag',
  tryAgain: 'Try again',
  unknown: {
    title: (rfid: string) => `No readings for ${rfid}`,
    text: 'The server has no reading with this RFID tag. New readings appear here automatically.',
  },
  searching: (rfid: string) => `Searching for ${rfid}`,
  now: {
    title: 'Current temperature',
    statuses: STATUS_WORDS,
    notAcknowledged: (kind: AlarmKind, hasEnded: boolean) =>
      hasEnded
        ? `The ${KIND_WORDS[kind].word} alarm has ended but is not acknowledged.`
        : `The ${KIND_WORDS[kind].word} alarm is not acknowledged.`,
  },
  trend: {
    title: 'Trend',
    loading: 'Loading trend',
    failed: 'The trend could not be loaded',
    because: asSentence,
    showLarger: (range: keyof typeof RANGE_NAMES) => `Show ${RANGE_NAMES[range].words}`,
    ranges: 'Time range',
    zoom: 'Zoom and pan',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    earlier: 'Earlier',
    later: 'Later',
    reset: 'Reset',
    broken: 'The chart could not be loaded. The table below shows its data.',
    tryAgain: 'Try again',
    hint: 'To zoom, drag across the chart, pinch, or press Ctrl and turn the mouse wheel. On the buttons, you can also use the keys + − ← → and 0.',
    fever: (degrees: string) => `Fever from ${degrees}`,
    hypothermia: (degrees: string) => `Hypothermia from ${degrees}`,
    legend: {
      title: 'Legend',
      middle: 'Midpoint',
      band: 'Lowest to highest',
      begins: 'Alarm starts (▲ fever, ▼ hypothermia)',
      ends: 'Alarm ends',
      acknowledged: 'Acknowledged',
    },
    tooltip: {
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
    },
    window: (from: string, to: string) => `From ${from} to ${to}`,
    none: (when: string) => `${when}: no readings.`,
    span: (low: string, high: string) => (low === high ? high : `${low} to ${high}`),
    now: (degrees: string) => `now ${degrees}`,
    recentChange: (direction: 'rising' | 'falling', change: string, within: string) =>
      `, ${direction}: ${change} within ${within}`,
    change: (from: string, to: string) => `${from} → ${to}`,
    whole: (when: string, parts: readonly string[]) => `${when}: ${parts.join('; ')}.`,
    condition: (kind: AlarmKind, when: string) => `${KIND_WORDS[kind].word} ${when}`,
    conditions: (kind: AlarmKind, count: number, latest: string) =>
      plural(count, { other: `${KIND_WORDS[kind].word} # times, most recently ${latest}` }),
    throughout: 'throughout',
    fromTo: (from: string, to: string) => `from ${from} to ${to}`,
    fromOn: (from: string) => `from ${from} onwards`,
    since: (from: string) => `since ${from}`,
    beyond: (kind: AlarmKind, degrees: string) => `${kind === 'fever' ? 'above' : 'below'} ${degrees}`,
    unalarmed: (texts: readonly string[]) =>
      `Some readings were ${formatList(texts)}. Readings that arrive late raise no alarm.`,
    about: (moment: string) => `about ${moment}`,
    moment: (at: string) => `briefly at ${at}`,
    until: (to: string) => `until ${to}`,
    gap: (when: string) => `no readings ${when}`,
    gaps: (count: number, latest: string) =>
      plural(count, { other: `# gaps without readings, most recently ${latest}` }),
  },
  alarms: {
    title: 'Alarms in this period',
    none: 'No alarms.',
    failed: 'The alarms could not be loaded',
    kinds: KIND_WORDS,
    open: 'open',
    duration: 'Lasted',
    durationSoFar: 'Ongoing for',
    moment: 'less than 1 sec',
    peak: { fever: 'Highest', hypothermia: 'Lowest' } satisfies Record<AlarmKind, string>,
    acknowledged: 'Acknowledged',
    notAcknowledged: 'Not acknowledged',
    by: (who: string, at: string) => `by ${nameOf(who)}, ${at}`,
    showAll: (count: number) => plural(count, { one: 'Show # alarm', other: 'Show all # alarms' }),
    bounded: 'Older alarms are not shown.',
  },
  table: {
    title: 'Data table',
    buckets: (bucket: string, when: string) => `${when}: lowest and highest temperature per ${bucket}, newest first`,
    readings: (when: string) => `${when}: all readings, newest first`,
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
    loading: 'Loading…',
    failed: 'The readings could not be loaded.',
    tryAgain: 'Try again',
  },
  export: {
    title: 'Export this period',
    csv: 'CSV',
    fhir: 'FHIR',
    labels: { csv: 'Export as CSV', fhir: 'Export as FHIR' },
    hint: 'Exports every reading of the period as the sensor reported it. Use CSV for spreadsheets and FHIR (Observation, LOINC 8310-5) for health records.',
    preparing: (file: string, bytes: string) => `${file}: ${bytes} so far`,
    saved: (file: string, bytes: string) => `${file} saved, ${bytes}.`,
    failed: (file: string, reason: string) => `${file} could not be exported, because ${reason}.`,
    cancelled: (file: string) => `Export of ${file} cancelled.`,
    cancel: 'Cancel',
    refused: (status: number, detail: string) => `the server answered ${status}${detail === '' ? '' : ` (${detail})`}`,
    noAnswer: 'the server is not responding, or the connection was lost',
  },
} as const;

/** Names of the time ranges: short for display, in words for screen readers. */
export const RANGE_NAMES = {
  '1h': { short: '1 h', words: '1 hour' },
  '24h': { short: '24 h', words: '24 hours' },
  '7d': { short: '7 d', words: '7 days' },
  '30d': { short: '30 d', words: '30 days' },
} as const;
