// C0, DEL and C1.
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;

/** Whether there is a character in a text that no screen shows: tabs and newlines too. */
export function hasControlCharacter(text: string): boolean {
  return CONTROL_CHARACTER.test(text);
}

/** Counts code points, but only in texts short enough for it to matter. */
export function isLongerThan(text: string, codePoints: number): boolean {
  return text.length > codePoints && (text.length > 2 * codePoints || [...text].length > codePoints);
}
