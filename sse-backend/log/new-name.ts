import { randomInt } from 'node:crypto';

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LETTERS = 26;

/** A random name for what ids begin with: a letter, then letters and digits. */
export function newName(length: number): string {
  const rest = Array.from({ length: length - 1 }, () => CHARACTERS[randomInt(CHARACTERS.length)]);
  return `${CHARACTERS[randomInt(LETTERS)] ?? ''}${rest.join('')}`;
}
