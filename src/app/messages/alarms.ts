// What is said of alarms: the banner, the dialog, the settings, the history, the spoken sentences.
import type { Alarm, AlarmKind } from '@contract/alarm';
import type { TemperatureUnit } from '@contract/temperature';

import { formatAge, formatDuration } from '../formats/durations';
import { formatCount } from '../formats/numbers';
import { formatTemperature } from '../formats/temperatures';
import { formatTime } from '../formats/times';
import { nameOf } from './words';

/** Names beyond this many are only counted: nobody remembers more of what is read out. */
const MOST_NAMED = 3;

/** What kind of alarm it is, as a word of its own and within a sentence. */
export const KIND_WORDS: Record<AlarmKind, { readonly title: string; readonly word: string }> = {
  fever: { title: 'Fever', word: 'fever' },
  hypothermia: { title: 'Hypothermia', word: 'hypothermia' },
};

/** How far it went. */
const PEAK_TEXTS: Record<AlarmKind, (temperature: string) => string> = {
  fever: (temperature) => `peak ${temperature}`,
  hypothermia: (temperature) => `lowest ${temperature}`,
};

/** Alarms, wherever they are told of. */
export const ALARMS_TEXT = {
  banner: {
    label: 'Unacknowledged alarms',
    peak: PEAK_TEXTS,
    since: (raisedAtMs: number) => `since ${formatTime(raisedAtMs)}`,
    sinceAndAge: (raisedAtMs: number, ageMs: number) => `since ${formatTime(raisedAtMs)}, ${formatAge(ageMs)}`,
    over: (raisedAtMs: number, endedAtMs: number) =>
      `over since ${formatTime(endedAtMs)}, lasted ${endedAtMs - raisedAtMs < 1_000 ? 'for a moment' : formatDuration(endedAtMs - raisedAtMs)}`,
    overdue: (waitedMs: number) => `Not acknowledged for ${formatDuration(waitedMs)}`,
    acknowledged: 'Acknowledged',
    more: (count: number, hasMore: boolean) => `and ${formatCount(count)}${hasMore ? '+' : ''} more`,
    worst: (name: string, temperature: string) => `, the worst ${name}, ${temperature}`,
    arrived: (count: number) => (count === 1 ? 'Show 1 new alarm' : `Show ${formatCount(count)} new alarms`),
    failed: (reason: string, retryAt: number) =>
      `Alarms could not be loaded, because ${reason}. Next attempt at ${formatTime(retryAt)}. New alarms are shown all the same.`,
  },
  seen: (name: string, kind: AlarmKind, by: string, atMs: number, note: string) =>
    `${KIND_WORDS[kind].title} of ${name} acknowledged at ${formatTime(atMs)} by ${nameOf(by)}${note === '' ? '' : `: “${note}”`}`,
  stale: {
    label: 'Sensors',
    silent: (count: number, afterMs: number) =>
      `${count === 1 ? '1 sensor' : `${formatCount(count)} sensors`} silent for over ${formatDuration(afterMs)}`,
  },
  spoken: {
    atOpening: (count: number, hasMore: boolean) => {
      const number = `${formatCount(count)}${hasMore ? ' or more' : ''}`;
      return count === 1 ? '1 alarm is not acknowledged.' : `${number} alarms are not acknowledged.`;
    },
    arrived: (alarms: readonly Alarm[], unit: TemperatureUnit) =>
      alarms.length === 1
        ? `New alarm: ${listOf(alarms, unit)}.`
        : `${formatCount(alarms.length)} new alarms: ${listOf(alarms, unit)}.`,
    reminder: (alarms: readonly Alarm[], unit: TemperatureUnit) =>
      alarms.length === 1
        ? `Reminder, still not acknowledged: ${listOf(alarms, unit)}.`
        : `Reminder, ${formatCount(alarms.length)} alarms still not acknowledged: ${listOf(alarms, unit)}.`,
  },
  acknowledge: {
    button: 'Acknowledge',
    buttonFor: (name: string, kind: AlarmKind) => `Acknowledge ${KIND_WORDS[kind].word} of ${name}`,
    all: (count: number) => `Acknowledge all ${formatCount(count)} shown`,
    mayNot: 'You may not acknowledge alarms. Somebody with the scope “operate” can.',
    notYet: 'Not yet',
    title: 'Acknowledge this alarm?',
    titleOfMany: (count: number) => `Acknowledge ${formatCount(count)} alarms?`,
    meaning: 'It says that you have seen it and will see to it. Everybody who watches is shown this.',
    meaningOfMany: 'It says that you have seen each of them and will see to it. Everybody who watches is shown this.',
    peak: PEAK_TEXTS,
    now: (temperature: string) => `now ${temperature}`,
    raised: (raisedAtMs: number) => `since ${formatTime(raisedAtMs)}`,
    over: (endedAtMs: number) => `over since ${formatTime(endedAtMs)}`,
    note: 'Note (optional)',
    noteExample: 'What was done, or will be',
    left: (count: number) => (count === 1 ? '1 character left' : `${formatCount(count)} characters left`),
    tooLong: (count: number) =>
      count === 1 ? 'The note is 1 character too long' : `The note is ${formatCount(count)} characters too long`,
    confirm: 'Acknowledge',
    posting: 'Acknowledging …',
    cancel: 'Cancel',
    close: 'Close',
    failed: (reason: string) => `Not acknowledged, because ${reason}. The alarm stays. Try again in a moment.`,
    unknown:
      'Not acknowledged: the server does not know this alarm. Its log may have been replaced; reload the page to see what it has.',
    bySomebodyElse: (by: string, atMs: number) => `Already acknowledged by ${nameOf(by)} at ${formatTime(atMs)}.`,
    withNote: (note: string) => `Their note: “${note}”`,
  },
  settings: {
    soundOn: 'Sound on',
    soundOff: 'Sound off',
    needsClick: 'Sound needs a click',
    title: 'Alarm settings',
    sound: 'Sound',
    soundHint: 'Two short tones for a new alarm, the same two the other way round for a reminder. On this device.',
    noSound: 'This browser cannot make sounds.',
    soundWaits: 'The browser allows sound only after a click or a key. This one will do.',
    test: 'Test the sound',
    notification: 'Notifications',
    notificationHint: 'Shown by this device, also when another window is in front.',
    notifications: {
      granted: '',
      default: 'The browser will ask for your permission.',
      denied: 'The browser forbids it. Allow notifications for this page in the browser, then turn it on again.',
      insecure: 'Browsers allow it only over https, or on the machine itself.',
      unsupported: 'This browser has no notifications for pages.',
    },
  },
  notification: {
    title: (alarm: Alarm) => `${KIND_WORDS[alarm.kind].title}: ${alarm.name}`,
    titleOfMany: (count: number) => `${formatCount(count)} alarms`,
    body: (alarm: Alarm, unit: TemperatureUnit) =>
      `${formatTemperature(alarm.peak, unit)}, tag ${alarm.rfid}, since ${formatTime(Date.parse(alarm.raisedAt))}`,
    bodyOfMany: (alarms: readonly Alarm[], unit: TemperatureUnit) => listOf(alarms, unit),
  },
  history: {
    title: 'Alarms',
    caption: 'Alarms, the latest first',
    state: 'Show',
    states: { all: 'All', open: 'Open', unacknowledged: 'Unacknowledged' },
    period: 'Raised',
    periods: { '12h': '12 h', '24h': '24 h', '7d': '7 days', '30d': '30 days', any: 'Any time' },
    columns: {
      raised: 'Raised',
      person: 'Person',
      kind: 'Kind',
      duration: 'Duration',
      peak: 'Peak or lowest',
      acknowledged: 'Acknowledged',
      note: 'Note',
    },
    lasted: (ms: number) => (ms < 1_000 ? 'a moment' : formatDuration(ms)),
    openFor: (ms: number) => `open for ${formatDuration(ms)}`,
    by: (by: string, atMs: number) => `${nameOf(by)}, ${formatTime(atMs)}`,
    after: (ms: number) => `after ${formatDuration(ms)}`,
    loading: 'Loading the alarms',
    more: 'Load more',
    loadingMore: 'Loading …',
    empty: 'No alarms here',
    emptyHint: 'None that fits what is chosen above.',
    older: (count: number, hasMore: boolean) =>
      count === 1 && !hasMore
        ? '1 unacknowledged is older: show it'
        : `${formatCount(count)}${hasMore ? '+' : ''} unacknowledged are older: show`,
    failed: 'The alarms could not be loaded',
    because: (reason: string) => `Because ${reason}.`,
    retry: 'Try now',
    count: (count: number, hasMore: boolean) => {
      const number = `${formatCount(count)}${hasMore ? '+' : ''}`;
      return count === 1 && !hasMore ? '1 alarm' : `${number} alarms`;
    },
  },
} as const;

function listOf(alarms: readonly Alarm[], unit: TemperatureUnit): string {
  const named = alarms
    .slice(0, MOST_NAMED)
    .map(({ name, kind, peak }) => `${name}, ${KIND_WORDS[kind].word}, ${formatTemperature(peak, unit)}`);
  const rest = alarms.length - named.length;
  return rest > 0 ? `${named.join('; ')}; and ${formatCount(rest)} more` : named.join('; ');
}
