import { revealHidden } from './hidden-characters.ts';

/** What is wrong with one field of an item that was sent. `field` is '' where it is the item as a whole. */
export interface FieldError {
  readonly field: string;
  /** The value seen, shortened and with hidden characters written out; `null` where there was none. */
  readonly value: unknown;
  /** Why it is refused and what to do. */
  readonly reason: string;
}

/** Notes why a field is refused and what to do. Returns `undefined`, which is then the field's value. */
export type Refuse = (reason: string) => undefined;

/** Errors listed in one answer: without a bound, a body of garbage would be answered with a larger one. */
export const MOST_ERRORS = 100;

/** Characters of a value or field name that an error repeats. */
const LONGEST_ECHO = 100;

/** Makes a field error out of a value from outside, which may be of any size and depth. */
export function fieldError(field: string, value: unknown, reason: string): FieldError {
  return { field: shorten(field), value: echo(value), reason };
}

/** The error as one sentence: what failed with the value seen, why, what to do. */
export function describeFieldError({ field, value, reason }: FieldError): string {
  const seen = value === null ? '' : JSON.stringify(value);
  return [field, seen, reason].filter((part) => part !== '').join(' ');
}

/** Objects and arrays are only hinted at: they can be nested deeper than `JSON.stringify` can follow. */
function echo(value: unknown): unknown {
  if (typeof value === 'string') return shorten(value);
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  return value ?? null;
}

/** What is hidden in it is written out, or the error would show two different values as one. */
function shorten(text: string): string {
  if (text.length <= LONGEST_ECHO) return revealHidden(text);
  return `${revealHidden(text.slice(0, LONGEST_ECHO - 1).toWellFormed())}…`;
}
