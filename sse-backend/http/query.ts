import { AppError } from '../app-error.ts';
import { parseInstant } from '../contract/instant.ts';
import { quote } from '../contract/text.ts';

/** The one value of a query parameter, `undefined` when it isn't there; given twice, it is refused. */
export function single(url: URL, name: string): string | undefined {
  const values = url.searchParams.getAll(name);
  if (values.length > 1) throw invalidParameter(name, values.join(','), 'it is given more than once', 'give it once');
  return values[0];
}

/** A whole number between `lowest` and `highest`. */
export function wholeNumber(url: URL, name: string, lowest: number, highest: number): number | undefined {
  const text = single(url, name);
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (value >= lowest && value <= highest) return value;
  throw invalidParameter(name, text, `it is not a whole number from ${lowest} to ${highest}`, `give e.g. ${lowest}`);
}

/** A moment in RFC 3339, as milliseconds since 1970. */
export function instant(url: URL, name: string): number | undefined {
  const text = single(url, name);
  if (text === undefined) return undefined;
  // In a query "+" means a space: without this, an offset that nobody encoded (…T09:15:02+01:00) would be refused.
  const value = parseInstant(text.replace(/ (?=\d\d:\d\d$)/, '+'));
  if (value !== undefined) return value;
  throw invalidParameter(name, text, 'it is not an RFC 3339 date and time', 'write e.g. 2026-11-20T09:15:02Z');
}

/** The refusal of a query parameter. */
export function invalidParameter(name: string, value: string, why: string, remedy: string): AppError {
  return new AppError('invalid-parameter', `?${name}=${quote(value)}: ${why}; ${remedy}.`);
}
