/** A number that was given on the command line. @throws Error when it isn't a whole one from 1 on */
export function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${option} "${text}" is impossible: it takes a whole number from 1 on.`);
  return value;
}
