import type { Refuse } from './field-error.ts';
import { isVisible } from './hidden-characters.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { isTooFarAhead } from './reading-time.ts';
import { LONGEST_NAME, RFID_PATTERN } from './reading.ts';
import { HIGHEST_CELSIUS, LOWEST_CELSIUS, parseTemperature, toCelsius } from './temperature.ts';
import { isLongerThan, whyDeceptive } from './text.ts';

/** What to do about a time that can't be read. */
export const TIME_REMEDY = 'write e.g. "2026-11-20T09:15:02.114Z" or leave it out';

/** Texts in European letters, with something to see, which are in NFC and have nothing hidden: no further check is needed. */
const PLAIN_NAME = /^ *[!-~\u00c0-\u024f][ -~\u00c0-\u024f]*$/;

/** A person's name, in NFC and otherwise kept to the letter. */
export function parseName(value: unknown, refuse: Refuse): string | undefined {
  if (value === undefined) return refuse('is missing; write the person\'s name, e.g. "Mass Roy"');
  if (typeof value !== 'string') return refuse('is not text; write e.g. "Mass Roy"');
  if (value.length <= LONGEST_NAME && PLAIN_NAME.test(value)) return value;
  if (value.trim() === '') return refuse('is empty; write 1 to 200 characters');
  // Before it is normalised: that takes long for a text of a megabyte. NFC makes three of one character at the most.
  const tooLong = `is longer than ${LONGEST_NAME} characters; shorten it`;
  if (isLongerThan(value, LONGEST_NAME * 3)) return refuse(tooLong);
  const name = value.normalize('NFC');
  if (isLongerThan(name, LONGEST_NAME)) return refuse(tooLong);
  const deceptive = whyDeceptive(name);
  if (deceptive !== undefined) return refuse(deceptive);
  if (!isVisible(name)) return refuse('has nothing in it that a screen shows; write the name in letters');
  return name;
}

/** The name of a person's tag. */
export function parseRfid(value: unknown, refuse: Refuse): string | undefined {
  if (value === undefined) return refuse('is missing; write the tag, e.g. "R546546"');
  if (typeof value !== 'string') return refuse('is not text; write e.g. "R546546"');
  if (RFID_PATTERN.test(value)) return value;
  return refuse('is not 1 to 64 of A-Z a-z 0-9 . _ : -; write e.g. "R546546"');
}

/** A temperature in its unit, exactly as the sensor sent it. */
export function parseTemperatureText(value: unknown, refuse: Refuse): string | undefined {
  if (value === undefined) return refuse('is missing; write a number with C or F, e.g. "36.6C"');
  const temperature = typeof value === 'string' ? parseTemperature(value) : undefined;
  if (typeof value !== 'string' || !temperature) return refuse('is not a number with C or F; write e.g. "36.6C"');
  const celsius = toCelsius(temperature);
  if (celsius >= LOWEST_CELSIUS && celsius <= HIGHEST_CELSIUS) return value;
  return refuse(`is ${celsius.toFixed(1)} °C, outside of 25.0 to 45.0 °C; check the sensor and the unit`);
}

/** When the reading was taken, in milliseconds since 1970; `undefined` also where the log shall give the time. */
export function parseTakenAt(value: unknown, now: number, refuse: Refuse): number | undefined {
  if (value === undefined) return undefined;
  const takenAtMs = typeof value === 'string' ? parseInstant(value) : undefined;
  if (takenAtMs === undefined) return refuse(`is not an RFC 3339 date and time; ${TIME_REMEDY}`);
  return checkTakenAt(takenAtMs, now, refuse);
}

/** The time when a reading was taken, in milliseconds since 1970, unless it can't be. */
export function checkTakenAt(takenAtMs: number, now: number, refuse: Refuse): number | undefined {
  if (takenAtMs < 0) return refuse(`is before 1970; ${TIME_REMEDY}`);
  if (!isTooFarAhead(takenAtMs, now)) return takenAtMs;
  return refuse(`is more than 5 minutes ahead of ${formatInstant(now)}, the time here; set the sensor's clock`);
}
