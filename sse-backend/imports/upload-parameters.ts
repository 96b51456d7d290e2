import { AppError } from '../app-error.ts';
import { parseColumns, type ColumnNames } from '../contract/csv-columns.ts';
import { DATE_FORMATS, PARSE_FORMAT, UNITS, type CsvFormats } from '../contract/csv-formats.ts';
import { isVisible } from '../contract/hidden-characters.ts';
import { contentType } from '../http/content-type.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { QueryTable } from '../http/query-table.ts';
import { invalidParameter, single } from '../http/query.ts';
import { isLongerThan, whyDeceptive } from '../contract/text.ts';

/** What is said about an upload before its first byte. */
export interface UploadParameters {
  /** `?columns=` as it was given, '' for none. */
  readonly columns: string;
  readonly columnNames: ColumnNames;
  readonly formats: CsvFormats;
  readonly fileName: string | undefined;
  /** `undefined` when it comes in chunks. */
  readonly declaredBytes: number | undefined;
}

/** What can be said of an upload. */
export const UPLOAD_PARAMETERS = {
  columns: { meaning: 'which column is which, as Name:Person,RFID:Tag', schema: { type: 'string' } },
  file: { meaning: 'the name of the file', schema: { type: 'string' } },
  unit: { meaning: 'the unit of temperatures without one', schema: { type: 'string', enum: UNITS } },
  dates: { meaning: 'how dates are written', schema: { type: 'string', enum: DATE_FORMATS } },
  zone: { meaning: 'the time zone of times without an offset, as Europe/Berlin', schema: { type: 'string' } },
} as const satisfies QueryTable;

/** As long as file systems let a name be. */
const LONGEST_FILE_NAME = 255;

/** Reads the headers and the query of an upload. @throws AppError `unsupported-media-type`, `invalid-parameter`, `body-too-large` */
export function parseUploadParameters(context: RequestContext, maxBytes: number): UploadParameters {
  const { request, url } = context;
  contentType(context, ['text/csv'], `send it with ${curlLine(context)}`);
  const columns = single(url, 'columns') ?? '';
  const length = request.headers['content-length'];
  const declaredBytes = length === undefined ? undefined : Number(length);
  if (declaredBytes !== undefined && declaredBytes > maxBytes) throw tooLarge(`${declaredBytes} bytes`, maxBytes);
  return { columns, columnNames: columnNames(columns), formats: formats(url), fileName: fileName(url), declaredBytes };
}

/** The refusal of a file that is too large; `seen` is its size. */
export function tooLarge(seen: string, maxBytes: number): AppError {
  return new AppError(
    'body-too-large',
    `The file has ${seen}, more than the ${maxBytes} that are taken (--max-upload); send it in several files.`,
  );
}

/** `-T` rather than `--data-binary`: it sends the file as it is read. */
function curlLine({ publicOrigin }: RequestContext): string {
  return `curl -X POST -T readings.csv -H 'Content-Type: text/csv' ${publicOrigin}/api/imports`;
}

function columnNames(text: string): ColumnNames {
  const names = text === '' ? {} : parseColumns(text);
  if (names) return names;
  throw invalidParameter(
    'columns',
    text,
    'it does not say which column is which',
    'write e.g. Name:Person,RFID:Tag, with %2C, %3A and %25 for a comma, a colon and a percent sign in a name',
  );
}

/** `?unit=&dates=&zone=`. */
function formats(url: URL): CsvFormats {
  const unit = format(url, 'unit', `use one of ${UNITS.join(', ')}`);
  const dates = format(url, 'dates', `use one of ${DATE_FORMATS.join(', ')}`);
  const zone = format(url, 'zone', 'write the name of a time zone, e.g. Europe/Berlin');
  return { ...(unit && { unit }), ...(dates && { dates }), ...(zone !== undefined && { zone }) };
}

function format<Name extends keyof typeof PARSE_FORMAT>(
  url: URL,
  name: Name,
  remedy: string,
): ReturnType<(typeof PARSE_FORMAT)[Name]> | undefined {
  const text = single(url, name);
  if (text === undefined) return undefined;
  const value = PARSE_FORMAT[name](text) as ReturnType<(typeof PARSE_FORMAT)[Name]>;
  if (value !== undefined) return value;
  throw invalidParameter(name, text, 'it is unknown', remedy);
}

function fileName(url: URL): string | undefined {
  const text = single(url, 'file')?.trim().normalize('NFC') ?? '';
  if (text === '') return undefined;
  const why = whyNoFileName(text);
  if (why === undefined) return text;
  throw invalidParameter('file', text, `it ${why}`, 'give the name of a file, or leave it out');
}

function whyNoFileName(text: string): string | undefined {
  if (isLongerThan(text, LONGEST_FILE_NAME)) return `is longer than ${LONGEST_FILE_NAME} characters`;
  return whyDeceptive(text) ?? (isVisible(text) ? undefined : 'has nothing in it that a screen shows');
}
