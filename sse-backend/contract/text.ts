import { findHidden, revealHidden } from './hidden-characters.ts';

/** C0, DEL and C1: tabs and newlines too. */
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;

/** Counts code points, but only in texts short enough for it to matter. */
export function isLongerThan(text: string, codePoints: number): boolean {
  return text.length > codePoints && (text.length > 2 * codePoints || [...text].length > codePoints);
}

/** Characters of a text from outside that an error repeats. */
const LONGEST_QUOTE = 100;

/** A text from outside as an error repeats it: shortened, between quotes, and with nothing hidden in it. */
export function quote(text: string): string {
  return JSON.stringify(revealHidden(text.slice(0, LONGEST_QUOTE)));
}

/**
 * Why a text isn't what a reader would take it for, and what to do; `undefined` when it is. Such a text could pass for
 * another one, change the order of those around it, or break the lines of a list.
 */
export function whyDeceptive(text: string): string | undefined {
  if (!text.isWellFormed()) return 'has half of a surrogate pair in it; send whole characters';
  if (CONTROL_CHARACTER.test(text)) return 'has a control character in it; leave tabs and such out';
  const hidden = findHidden(text);
  return hidden && `has a character in it that no screen shows, ${hidden}; leave it out`;
}
