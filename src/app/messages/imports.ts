// What the pages of the imports say: choosing a file, sending it, watching it, what became of earlier ones.
import type { CsvField } from '@contract/csv-columns';
import type { CsvFormats, DateFormat } from '@contract/csv-formats';
import type { ImportOutcome, ImportPhase, ImportTotals } from '@contract/import';
import type { TemperatureUnit } from '@contract/temperature';

import { formatDuration } from '../formats/durations';
import { formatBytes, formatCount } from '../formats/numbers';

const rows = (count: number): string => (count === 1 ? '1 row' : `${formatCount(count)} rows`);

const stays = ({ Accepted }: ImportTotals): string =>
  Accepted === 0 ? 'Nothing was stored.' : `The ${rows(Accepted)} stored by then stay.`;

/** A sentence that ends as one, whoever wrote it. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const FIELD_WORDS: Readonly<Record<CsvField, string>> = {
  name: 'Name',
  temperature: 'Temperature',
  rfid: 'RFID',
  takenAt: 'Time taken',
};

/** A reason without the parameters of the API, which the page has fields for. A column's title in them may have brackets. */
export const withoutParameters = (reason: string): string => reason.replaceAll(/ \(\?\w+=(?:[^()]|\([^()]*\))*\)/g, '');

/** What the pages of the imports say. */
export const IMPORTS_TEXT = {
  title: 'Imports',
  one: 'Import',
  lead: 'Readings from a CSV file: name, temperature, RFID and, if known, the time taken. They are added to the histories. They raise no alarm and change nobody’s latest reading.',
  mayNot: 'To import readings you have to be signed in as somebody who may operate. Ask whoever gives out the tokens.',
  choose: {
    title: 'A new import',
    label: 'CSV file',
    hint: 'or drop it anywhere on this page. Nothing is sent before you have seen its first rows.',
    drop: 'Drop the file to look at it.',
    reading: (file: string) => `Looking at ${file}`,
    oneAtATime: 'One file at a time, please: drop them one after the other.',
    other: 'Choose another file',
  },
  problems: {
    title: (file: string) => `${file} can not be imported as it is`,
    missing: (fields: readonly CsvField[]) =>
      `Its first line names no column ${fields.map((field) => `“${FIELD_WORDS[field]}”`).join(', ')}. Say below which ones they are; where there is no header line at all, add one to the file.`,
    several: (fields: readonly CsvField[]) =>
      `More than one column could be ${fields.map((field) => `“${FIELD_WORDS[field]}”`).join(', ')}. Choose one below, or give the columns different names in the file.`,
    unusedTimes: () =>
      'A column looks like a time, but is not used. Choose below which column has the date and time, or choose “None”.',
    undivided:
      'Its first line is not divided into columns. Choose a file whose first line names them, with commas, semicolons or tabs between.',
    empty: 'The file is empty (0 bytes). Choose one with a header line and readings below it.',
    noRows: 'Below its header line there is no row. Choose a file with readings.',
    endlessHeader: 'Its first line does not end within 64 KiB. Choose a file with a header line.',
    unreadable: 'The browser can not read it. It may have been moved or changed, or be a folder: choose it again.',
  },
  preview: {
    title: 'Preview',
    facts: (file: string, size: string) => `${file}, ${size}`,
    caption: (count: number) => (count === 1 ? 'The first row of the file' : `The first ${count} rows of the file`),
    fields: FIELD_WORDS,
    mapping: 'Columns',
    choose: 'Choose a column',
    noTime: 'None: use the time of import',
    column: (name: string, number: number) => (name === '' ? `Column ${number}` : name),
    ignored: (titles: readonly string[]) => `Not used: ${titles.join(', ')}.`,
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
    refused: 'Refused',
    noTimeYet: 'time of import',
    rowsLabel: 'Rows',
    /** What becomes of the rows that were looked at; `isWhole`: these are all of the file. */
    outcome: (looked: number, refused: number, isWhole: boolean) => {
      const all = looked === 1 ? rows(1) : `${isWhole ? 'All' : 'The first'} ${rows(looked)}`;
      if (refused === 0) return `${all} will be stored.`;
      if (refused === looked) return `${all} will be refused. Change the settings above, or the file.`;
      return `${isWhole ? '' : 'Of the first rows: '}${formatCount(looked - refused)} of ${rows(looked)} will be stored, ${formatCount(refused)} refused.`;
    },
    send: (size: string) => `Send (${size})`,
  },
  upload: {
    title: (file: string) => `Sending ${file}`,
    label: 'Uploading',
    percent: (percent: number) => `${percent} %`,
    progress: (sent: number, total: number) => `${formatBytes(sent)} of ${formatBytes(total)}`,
    speed: (bytesPerSecond: number, msLeft: number) =>
      `${formatBytes(bytesPerSecond)}/s, about ${formatDuration(msLeft)} left`,
    storing: 'All of it is sent. Waiting until the server has it on its disk.',
    stay: 'Keep this tab open until the file is sent; from then on the server goes on by itself.',
    cancel: 'Cancel the upload',
    refused: (file: string) => `${file} was not taken`,
    spoken: (percent: number) => `Uploaded ${percent} %.`,
    noAnswer: 'The connection broke before all of it was there, or the server does not answer. Nothing was stored.',
    changed: 'The file was changed or moved since it was chosen. Choose it again.',
    answered: (status: number) => `The server answered ${status}.`,
    /** What to do about a refusal, by its status; the server's own words come before. */
    todo: {
      403: 'Ask whoever gives out the tokens for the right to operate.',
      408: 'The network was too slow or broke off: send it again.',
      409: 'Look at the imports below; it may be there already.',
      413: 'Split the file into smaller ones, each with the header line, and send them one after the other.',
      415: 'Save it as CSV, and choose it again.',
      422: 'Mend the file, or choose its columns again.',
      429: 'Wait a moment, and send it again.',
      503: 'Wait a moment, and send it again.',
      507: 'Ask whoever runs the server to make room, and send it again then.',
    } as Readonly<Record<number, string>>,
    otherwise: 'Send it again; if it stays so, ask whoever runs the server.',
  },
  run: {
    noName: 'Unnamed file',
    loading: 'Loading the import',
    unknown: 'There is no such import: it may have gone with the time that the server keeps.',
    failed: (reason: string) => `The import could not be loaded, because ${reason}.`,
    retry: 'Try now',
    back: 'All imports',
    facts: (size: string, at: string, by: string) => `${size}, sent ${at} by ${by}`,
    phasesLabel: 'Phases',
    phases: { queued: 'Queued', processing: 'Processing', done: 'Done' } satisfies Record<ImportPhase, string>,
    uploaded: 'Uploaded',
    waits: 'Waits for its turn: one file at a time is imported.',
    percent: (percent: number) => `${percent} %`,
    speed: (rowsPerSecond: number) => `${rows(rowsPerSecond)}/s`,
    left: (seconds: number) => `about ${formatDuration(seconds * 1_000)} left`,
    took: (seconds: number) => `in ${seconds < 1 ? 'less than a second' : formatDuration(seconds * 1_000)}`,
    counts: { rows: 'Rows', accepted: 'New', duplicates: 'Stored before', rejected: 'Refused' },
    problem: 'It waits:',
    lost: (time: string) =>
      `The connection is lost since ${time}: what is shown is as of then. The server goes on by itself.`,
    lostSpoken: 'The connection is lost. The server goes on by itself.',
    spoken: (percent: number) => `${percent} % imported.`,
  },
  cancel: {
    open: 'Cancel the import',
    title: 'Cancel this import?',
    meaning: 'Rows that are stored stay stored. The rest of the file is not imported.',
    confirm: 'Cancel it',
    keep: 'Go on importing',
    pending: 'Cancelling',
    failed: (reason: string) => `It was not cancelled, because ${reason}.`,
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
      if (Rows === 0) return 'Nothing was imported: the file has no rows.';
      if (Duplicates === Rows) return `Imported before: all ${rows(Rows)} were stored already, nothing is new.`;
      if (Rejected === Rows) return `Nothing was imported: all ${rows(Rows)} were refused.`;
      if (Accepted === 0)
        return `Nothing was imported: ${formatCount(Rejected)} of ${rows(Rows)} were refused, the others were stored already.`;
      if (Accepted === Rows) return `All ${rows(Rows)} imported.`;
      const parts = [
        `${rows(Accepted)} imported`,
        ...(Duplicates > 0 ? [`${formatCount(Duplicates)} stored before`] : []),
        ...(Rejected > 0 ? [`${formatCount(Rejected)} refused`] : []),
      ];
      return `${parts.join(', ')}.`;
    },
    cancelled: (totals: ImportTotals) => `Cancelled. ${stays(totals)}`,
    failed: (reason: string, totals: ImportTotals) => `It could not be read on: ${sentence(reason)} ${stays(totals)}`,
    download: 'Download errors.csv',
    downloadHint:
      'The refused rows as they were, with line and reason. Mend them there and send the file: rows that are stored already are not stored twice.',
    mend: 'Send the mended file',
  },
  errors: {
    title: 'Refused rows',
    capped: (count: number) => `The first ${formatCount(count)} errors are shown here; all of them are in errors.csv.`,
    columns: { at: 'Found at', line: 'Line', column: 'Column', value: 'Value', reason: 'Reason' },
    wholeRow: 'whole row',
    noValue: 'missing',
  },
  past: {
    title: 'Earlier imports',
    loading: 'Loading the imports',
    none: 'There are none yet.',
    failed: (reason: string) => `The list could not be loaded, because ${reason}.`,
    retry: 'Try now',
    more: 'Load more',
    loadingMore: 'Loading more',
    withErrors: 'Completed with errors',
    counts: ({ Rows, Accepted, Duplicates, Rejected }: ImportTotals) => {
      const parts = [
        ...(Accepted > 0 ? [`${formatCount(Accepted)} new`] : []),
        ...(Duplicates > 0 ? [`${formatCount(Duplicates)} stored before`] : []),
        ...(Rejected > 0 ? [`${formatCount(Rejected)} refused`] : []),
      ];
      return `${rows(Rows)}: ${parts.join(', ')}`;
    },
    facts: (at: string, by: string) => `${at}, by ${by}`,
  },
} as const;
