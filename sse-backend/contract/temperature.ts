/** A temperature as a sensor reports it: a decimal number and the unit it was measured in. */
export interface Temperature {
  readonly value: number;
  readonly unit: TemperatureUnit;
}

export type TemperatureUnit = 'C' | 'F';

/** What a living body can show, in °C. Anything outside is a broken sensor or a mistyped unit, and is refused. */
export const LOWEST_CELSIUS = 25;
export const HIGHEST_CELSIUS = 45;

/** Longer than any sensor prints; without it one field could carry a megabyte of digits into every stream. */
const LONGEST_TEXT = 16;

/** Reads `102.5F` or `36.6C`; `undefined` for anything else. The range is not checked here. */
export function parseTemperature(text: string): Temperature | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const match = /^(-?\d+(?:\.\d+)?)([CF])$/.exec(text);
  return match ? { value: Number(match[1]), unit: match[2] as TemperatureUnit } : undefined;
}

/**
 * Degrees Celsius, rounded to a millionth: binary fractions would otherwise put 100.4F a hair beside the 38.0 °C it is,
 * on the wrong side of a threshold.
 */
export function toCelsius({ value, unit }: Temperature): number {
  const celsius = unit === 'C' ? value : ((value - 32) * 5) / 9;
  return Math.round(celsius * 1e6) / 1e6;
}

/** Degrees Fahrenheit, rounded like {@link toCelsius}. */
export function toFahrenheit({ value, unit }: Temperature): number {
  const fahrenheit = unit === 'F' ? value : (value * 9) / 5 + 32;
  return Math.round(fahrenheit * 1e6) / 1e6;
}
