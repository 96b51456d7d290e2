// Texts of alarms: banner, dialog, settings, history, announcements.
import type { Alarm, AlarmKind } from '@contract/alarm';
import type { TemperatureUnit } from '@contract/temperature';

import { formatAge, formatDuration } from '../formats/durations';
import { formatCount } from '../formats/numbers';
import { formatTemperature } from '../formats/temperatures';
import { formatTime } from '../formats/times';
import { plural } from './language';
import { nameOf } from './words';

/** Maximum number of names in an announcement; others are only counted. */
const MAX_NAMED = 3;

/** The kind of an alarm, as a title and within a sentence. */
export const KIND_WORDS: Record<AlarmKind, { readonly title: string; readonly word: string }> = {
  fever: { title: 'Fever', word: 'fever' },
  hypothermia: { title: 'Hypothermia', word: 'hypothermia' },
};

/** The highest or lowest temperature of an alarm. */
const PEAK_TEXTS: Record<AlarmKind, (temperature: string) => string> = {
  fever: (temperature) => `peak ${temperature}`,
  hypothermia: (temperature) => `lowest ${temperature}`,
};

/** Texts of alarms. */
export const ALARMS_TEXT = {
  banner: {
    label: 'Unacknowledged alarms',
    peak: PEAK_TEXTS,
    since: (raisedAtMs: number) => `since ${formatTime(raisedAtMs)}`,
    sinceAndAge: (raisedAtMs: number, ageMs: number) => `since ${formatTime(raisedAtMs)}, ${formatAge(ageMs)}`,
    ended: (raisedAtMs: number, endedAtMs: number) =>
      `ended at ${formatTime(endedAtMs)}, lasted ${durationOf(endedAtMs - raisedAtMs)}`,
    overdue: (waitedMs: number) => `Not acknowledged for ${formatDuration(waitedMs)}`,
    acknowledged: 'Acknowledged',
    more: (count: number, hasMore: boolean) => moreAlarms(count, hasMore),
    moreWithWorst: (count: number, hasMore: boolean, name: string, temperature: string) =>
      `${moreAlarms(count, hasMore)}, most urgent: ${name}, ${temperature}`,
    arrived: (count: number) => plural(count, { one: 'Show # new alarm', other: 'Show # new alarms' }),
    failed: (reason: string, retryAt: number) =>
      `Alarms could not be loaded, because ${reason}. Retrying at ${formatTime(retryAt)}. New alarms are still shown.`,
  },
  acknowledgedNotice: (name: string, kind: AlarmKind, by: string, atMs: number, note: string) =>
    `${KIND_WORDS[kind].title} of ${name} acknowledged at ${formatTime(atMs)} by ${nameOf(by)}${note === '' ? '' : `: “${note}”`}`,
  stale: {
    label: 'Sensors',
    silent: (count: number, afterMs: number) =>
      plural(count, {
        one: `# sensor without readings for over ${formatDuration(afterMs)}`,
        other: `# sensors without readings for over ${formatDuration(afterMs)}`,
      }),
  },
  spoken: {
    atOpening: (count: number, hasMore: boolean) =>
      hasMore
        ? `${formatCount(count)} or more alarms are not acknowledged.`
        : plural(count, { one: '# alarm is not acknowledged.', other: '# alarms are not acknowledged.' }),
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
    mayNot: 'Your account has no permission to acknowledge alarms. It needs the scope “operate”.',
    notYet: 'Not acknowledged',
    title: 'Acknowledge this alarm?',
    titleOfMany: (count: number) => `Acknowledge ${formatCount(count)} alarms?`,
    meaning: 'This tells all users that you have seen it and will respond.',
    meaningOfMany: 'This tells all users that you have seen them and will respond.',
    peak: PEAK_TEXTS,
    now: (temperature: string) => `now ${temperature}`,
    raised: (raisedAtMs: number) => `since ${formatTime(raisedAtMs)}`,
    ended: (endedAtMs: number) => `ended at ${formatTime(endedAtMs)}`,
    note: 'Note (optional)',
    noteExample: 'What you did or will do',
    left: (count: number) => plural(count, { one: '# character left', other: '# characters left' }),
    tooLong: (count: number) =>
      plural(count, { one: 'The note is # character too long', other: 'The note is # characters too long' }),
    confirm: 'Acknowledge',
    posting: 'Acknowledging …',
    cancel: 'Cancel',
    close: 'Close',
    failed: (reason: string) => `Not acknowledged, because ${reason}. Try again in a moment.`,
    unknown: 'Not acknowledged: the server does not have this alarm. Its log may have been replaced. Reload the page.',
    acknowledgedByOther: (by: string, atMs: number) => `Already acknowledged by ${nameOf(by)} at ${formatTime(atMs)}.`,
    withNote: (note: string) => `Note: “${note}”`,
  },
  settings: {
    soundOn: 'Sound on',
    soundOff: 'Sound off',
    needsClick: 'Sound needs a click',
    title: 'Alarm settings',
    sound: 'Sound',
    soundHint: 'Two rising tones for a new alarm, two falling tones for a reminder. On this device only.',
    noSound: 'This browser cannot play sounds.',
    soundWaits: 'The browser allows sound only after a click or a key press. Click here to allow it.',
    test: 'Test the sound',
    notification: 'Notifications',
    notificationHint: 'Shown by this device, also when another window is in front.',
    notifications: {
      granted: '',
      default: 'The browser will ask for your permission.',
      denied: 'The browser blocks notifications. Allow them for this page, then turn this on again.',
      insecure: 'Notifications need https.',
      unsupported: 'This browser does not support notifications.',
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
    caption: 'Alarms, newest first',
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
    lasted: durationOf,
    openFor: (ms: number) => `open for ${formatDuration(ms)}`,
    by: (by: string, atMs: number) => `${nameOf(by)}, ${formatTime(atMs)}`,
    after: (ms: number) => `after ${formatDuration(ms)}`,
    loading: 'Loading the alarms',
    more: 'Load more',
    loadingMore: 'Loading …',
    empty: 'No alarms',
    emptyHint: 'No alarms match the filters.',
    older: (count: number, hasMore: boolean) =>
      hasMore
        ? `Show ${formatCount(count)}+ older unacknowledged alarms`
        : plural(count, { one: 'Show # older unacknowledged alarm', other: 'Show # older unacknowledged alarms' }),
    failed: 'The alarms could not be loaded',
    because: (reason: string) => `Reason: ${reason}.`,
    retry: 'Retry now',
    count: (count: number, hasMore: boolean) =>
      hasMore ? `${formatCount(count)}+ alarms` : plural(count, { one: '# alarm', other: '# alarms' }),
  },
} as const;

/** `1 more alarm`; with a plus sign if there are more than were loaded. */
function moreAlarms(count: number, hasMore: boolean): string {
  return hasMore
    ? `${formatCount(count)}+ more alarms`
    : plural(count, { one: '# more alarm', other: '# more alarms' });
}

function durationOf(ms: number): string {
  return ms < 1_000 ? 'less than 1 sec' : formatDuration(ms);
}

function listOf(alarms: readonly Alarm[], unit: TemperatureUnit): string {
  const named = alarms
    .slice(0, MAX_NAMED)
    .map(({ name, kind, peak }) => `${name}, ${KIND_WORDS[kind].word}, ${formatTemperature(peak, unit)}`);
  const rest = alarms.length - named.length;
  return rest > 0 ? `${named.join('; ')}; and ${formatCount(rest)} more` : named.join('; ');
}
