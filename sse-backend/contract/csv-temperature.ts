import type { Refuse } from './field-error.ts';
import { parseTemperatureText } from './reading-fields.ts';
import type { TemperatureUnit } from './temperature.ts';

/** `36.6`, `36,6`, `36,6 °C`, `97.9 F`, `36.6 ℃`. */
const AS_WRITTEN = /^\+?(-?\d{1,8})(?:[.,](\d{1,6}))?\s*(?:°|º|˚)?\s*([cf℃℉])?$/i;

/** A row's temperature as a sensor would have sent it: with a decimal point and its unit. `unit`: of those that have none. */
export function parseCsvTemperature(
  text: string | undefined,
  unit: TemperatureUnit | undefined,
  refuse: Refuse,
): string | undefined {
  const [, whole, fraction, own] = AS_WRITTEN.exec(text ?? '') ?? [];
  if (whole === undefined) return parseTemperatureText(text, refuse);
  const its = own === undefined ? unit : own.normalize('NFKC').at(-1)?.toUpperCase();
  if (its === undefined) return refuse('has no unit; say which one it is (?unit=C or ?unit=F), or write e.g. "36.6C"');
  return parseTemperatureText(`${whole}${fraction === undefined ? '' : `.${fraction}`}${its}`, refuse);
}

/** Whether a temperature is a number without a unit. */
export function lacksUnit(text: string): boolean {
  const [, whole, , own] = AS_WRITTEN.exec(text) ?? [];
  return whole !== undefined && own === undefined;
}
