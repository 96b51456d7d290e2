import type { CsvField } from '@contract/csv-columns';
import type { CsvFormats, DateFormat } from '@contract/csv-formats';
import type { ImportOutcome, ImportPhase, ImportTotals } from '@contract/import';
import type { TemperatureUnit } from '@contract/temperature';

import { formatDuration } from '../formats/durations';
import { formatBytes, formatCount } from '../formats/numbers';
import { formatList, plural } from './language';

const rows = (count: number): string => plural(count, { one: '# row', other: '# rows' });

const storedBefore = ({ Accepted }: ImportTotals): string =>
  Accepted === 0
    ? 'Nothing was stored.'
    : plural(Accepted, { one: '# row was stored before that.', other: '# rows were stored before that.' });

/** Adds the missing full stop to a sentence of the server. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const FIELD_WORDS: Readonly<Record<CsvField, string>> = {
  name: 'Name',
  temperature: 'Temperature',
  rfid: 'RFID',
  takenAt: 'Time taken',
};

const listFields = (fields: readonly CsvField[]): string =>
  formatList(fields.map((field) => `“${FIELD_WORDS[field]}”`));

const parts = ({ Duplicates, Rejected }: ImportTotals): readonly string[] => [
  ...(Duplicates > 0 ? [`${formatCount(Duplicates)} already stored`] : []),
  ...(Rejected > 0 ? [`${formatCount(Rejected)} rejected`] : []),
];

/** Removes the hints to query parameters from a reason of the API: the page has form fields for them. A column name in a hint may contain brackets. */
export const withoutParameters = (reason: string): string => reason.replaceAll(/ \(\?\w+=(?:[^()]|\([^()]*\))*\)/g, '');

/** Texts of the import pages: choose a file, send it, follow the import, list the previous ones. */
export const IMPORTS_TEXT = {
  title: 'Imports',
  one: 'Import',
  lead: 'Import readings from a CSV file with name, temperature, RFID and, optionally, the time taken. They are added to the history. They raise no alarms and do not change the latest readings.',
  mayNot: 'Your account does not have permission to import readings. Ask your administrator.',
  choose: {
    title: 'New import',
    label: 'CSV file',
    hint: 'or drop it anywhere on this page. You see a preview before the file is sent.',
    drop: 'Drop the file to preview it.',
    reading: (file: string) => `Reading ${file}`,
    oneAtATime: 'Drop one file at a time.',
    other: 'Choose another file',
  },
  problems: {
    title: (file: string) => `${file} cannot be imported`,
    missing: (fields: readonly CsvField[]) =>
      `The first line has no column ${listFields(fields)}. Choose the columns below. If the file has no header line, add one.`,
    several: (fields: readonly CsvField[]) =>
      `More than one column matches ${listFields(fields)}. Choose a column below, or rename the columns in the file.`,
    unusedTimes: () =>
      'A column looks like a time but is not used. Choose the column with the date and time below, or choose “None”.',
    undivided:
      'The first line is not divided into columns. Choose a file whose first line has column names, separated by commas, semicolons or tabs.',
    empty: 'The file is empty (0 bytes). Choose a file with a header line and readings.',
    noRows: 'The file has no rows below its header line. Choose a file with readings.',
    endlessHeader: 'The first line is longer than 64 KiB. Choose a file with a shorter header line.',
    unreadable:
      'The browser cannot read the file. It may have been moved or changed, or it may be a folder. Choose it again.',
  },
  preview: {
    title: 'Preview',
    facts: (file: string, size: string) => `${file}, ${size}`,
    caption: (count: number) => plural(count, { one: 'First row of the file', other: 'First # rows of the file' }),
    fields: FIELD_WORDS,
    mapping: 'Columns',
    choose: 'Choose a column',
    noTime: 'None: use the time of import',
    column: (name: string, number: number) => (name === '' ? `Column ${number}` : name),
    ignored: (titles: readonly string[]) => `Not used: ${formatList(titles)}.`,
    line: 'Line',
    formats: 'Formats',
    format: {
      unit: { label: 'Temperatures without a unit', choose: 'Choose a unit' },
      dates: { label: 'Dates', choose: 'Choose a date format' },
      zone: { label: 'Time zone', choose: 'Choose a time zone' },
    } satisfies Record<keyof CsvFormats, { label: string; choose: string }>,
    units: { C: '°C', F: '°F' } satisfies Record<TemperatureUnit, string>,
    dates: {
      'DD.MM.YYYY': 'Day.Month.Year (31.12.2026)',
      'MM/DD/YYYY': 'Month/Day/Year (12/31/2026)',
      'YYYY-MM-DD': 'Year-Month-Day (2026-12-31)',
    } satisfies Record<DateFormat, string>,
    thisZone: (zone: string) => `${zone} (this device)`,
    result: 'Result',
    stored: 'Will be stored',
    refused: 'Will be rejected',
    noTimeYet: 'time of import',
    rowsLabel: 'Rows',
    /** Describes the result for the `looked` rows; `isWhole`: the file has no others. */
    outcome: (looked: number, refused: number, isWhole: boolean) => {
      const one = isWhole ? '# row' : 'The first row';
      const all = plural(looked, { one, other: isWhole ? 'All # rows' : 'The first # rows' });
      if (refused === 0) return `${all} will be stored.`;
      if (refused === looked) return `${all} will be rejected. Change the settings above, or correct the file.`;
      return `${formatCount(looked - refused)} of ${isWhole ? '' : 'the first '}${rows(looked)} will be stored, ${formatCount(refused)} rejected.`;
    },
    send: (size: string) => `Send (${size})`,
  },
  upload: {
    title: (file: string) => `Uploading ${file}`,
    label: 'Uploaded',
    percent: (percent: number) => `${percent} %`,
    progress: (sent: number, total: number) => `${formatBytes(sent)} of ${formatBytes(total)}`,
    speed: (bytesPerSecond: number, msLeft: number) =>
      `${formatBytes(bytesPerSecond)}/s, about ${formatDuration(msLeft)} left`,
    storing: 'Upload complete. Waiting for the server to save the file.',
    stay: 'Keep this tab open until the upload is complete. The import then continues on the server.',
    cancel: 'Cancel upload',
    refused: (file: string) => `${file} was not accepted`,
    spoken: (percent: number) => `Uploaded ${percent} %.`,
    noAnswer: 'The connection was lost, or the server is not responding. Nothing was stored.',
    changed: 'The file was changed or moved after you chose it. Choose it again.',
    answered: (status: number) => `The server answered ${status}.`,
    /** The remedy for each HTTP status; it follows the detail that the server gave. */
    todo: {
      403: 'Ask your administrator for the permission to operate.',
      408: 'The network was too slow, or the connection was lost. Send the file again.',
      409: 'Check the list of imports below: the file may already be there.',
      413: 'Split the file into smaller ones, each with the header line, and send them one after another.',
      415: 'Save the file as CSV and choose it again.',
      422: 'Correct the file, or choose its columns again.',
      429: 'Wait a moment, then send the file again.',
      503: 'Wait a moment, then send the file again.',
      507: 'Ask your administrator to free disk space, then send the file again.',
    } as Readonly<Record<number, string>>,
    otherwise: 'Send the file again. If that fails, contact your administrator.',
  },
  run: {
    noName: 'Unnamed file',
    loading: 'Loading import',
    unknown: 'This import does not exist. The server may have deleted it after the retention period.',
    failed: (reason: string) => `The import could not be loaded, because ${reason}.`,
    retry: 'Retry now',
    back: 'All imports',
    facts: (size: string, at: string, by: string) => `${size}, sent ${at} by ${by}`,
    phasesLabel: 'Phases',
    phases: { queued: 'Queued', processing: 'Processing', done: 'Done' } satisfies Record<ImportPhase, string>,
    uploaded: 'Uploaded',
    waits: 'Waiting for another import to finish.',
    percent: (percent: number) => `${percent} %`,
    speed: (rowsPerSecond: number) => `${rows(rowsPerSecond)}/s`,
    left: (seconds: number) => `about ${formatDuration(seconds * 1_000)} left`,
    took: (seconds: number) => `in ${seconds < 1 ? 'less than a second' : formatDuration(seconds * 1_000)}`,
    counts: { rows: 'Rows', accepted: 'New', duplicates: 'Already stored', rejected: 'Rejected' },
    problem: 'Waiting:',
    lost: (time: string) => `Connection lost at ${time}. The import continues on the server.`,
    lostSpoken: 'Connection lost. The import continues on the server.',
    spoken: (percent: number) => `${percent} % imported.`,
  },
  cancel: {
    open: 'Cancel import',
    title: 'Cancel this import?',
    meaning: 'Rows that are already stored stay stored. The rest of the file will not be imported.',
    confirm: 'Yes, cancel',
    keep: 'Continue import',
    pending: 'Cancelling',
    failed: (reason: string) => `The import could not be cancelled, because ${reason}.`,
  },
  result: {
    outcomes: { completed: 'Completed', cancelled: 'Cancelled', failed: 'Failed' } satisfies Record<
      ImportOutcome,
      string
    >,
    nothingNew: 'Nothing new',
    nothingStored: 'Nothing imported',
    completed: (totals: ImportTotals) => {
      const { Rows, Accepted, Duplicates, Rejected } = totals;
      if (Rows === 0) return 'The file has no rows.';
      if (Duplicates === Rows)
        return plural(Rows, { one: 'The row was already stored.', other: 'All # rows were already stored.' });
      if (Rejected === Rows) return plural(Rows, { one: 'The row was rejected.', other: 'All # rows were rejected.' });
      if (Accepted === 0)
        return `${formatCount(Rejected)} of ${rows(Rows)} were rejected. The others were already stored.`;
      if (Accepted === Rows) return plural(Rows, { one: 'The row was imported.', other: 'All # rows were imported.' });
      return `${[`${rows(Accepted)} imported`, ...parts(totals)].join(', ')}.`;
    },
    cancelled: (totals: ImportTotals) => `Cancelled. ${storedBefore(totals)}`,
    failed: (reason: string, totals: ImportTotals) => `The import stopped: ${sentence(reason)} ${storedBefore(totals)}`,
    download: 'Download errors.csv',
    downloadHint:
      'The file contains the rejected rows, each with its line and the reason. Correct the rows and send the file. Rows that are already stored are not stored again.',
    sendCorrected: 'Send corrected file',
  },
  errors: {
    title: 'Rejected rows',
    capped: (count: number) =>
      plural(count, { other: 'Only the first # errors are shown. errors.csv contains all of them.' }),
    columns: { at: 'Found at', line: 'Line', column: 'Column', value: 'Value', reason: 'Reason' },
    wholeRow: 'whole row',
    noValue: 'missing',
  },
  past: {
    title: 'Previous imports',
    loading: 'Loading imports',
    none: 'No imports yet.',
    failed: (reason: string) => `The imports could not be loaded, because ${reason}.`,
    retry: 'Retry now',
    more: 'Load more',
    loadingMore: 'Loading more',
    withErrors: 'Completed with errors',
    counts: (totals: ImportTotals) => {
      const { Rows, Accepted } = totals;
      const added = Accepted > 0 ? [`${formatCount(Accepted)} new`] : [];
      return `${rows(Rows)}: ${[...added, ...parts(totals)].join(', ')}`;
    },
    facts: (at: string, by: string) => `${at}, by ${by}`,
  },
} as const;
