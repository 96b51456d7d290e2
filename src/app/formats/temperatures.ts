import { parseTemperature, type TemperatureUnit, toCelsius, toFahrenheit } from '@contract/temperature';

import { DECIMAL_SEPARATOR, formatNumber } from './numbers';

/**
 * Formats a reading's temperature in the chosen unit: `39.2 °C` for `102.5F`. Digits in the sensor's own unit are not rounded:
 * 37.95C would become 38.0 °C, which is a fever. Returns text that is no temperature unchanged.
 */
export function formatTemperature(text: string, unit: TemperatureUnit): string {
  const temperature = parseTemperature(text);
  if (!temperature) return text;
  const digits =
    temperature.unit === unit
      ? text.slice(0, -1).replace('.', DECIMAL_SEPARATOR)
      : formatNumber(unit === 'C' ? toCelsius(temperature) : toFahrenheit(temperature));
  return `${digits}\u00a0°${unit}`;
}

/** Formats degrees Celsius in the chosen unit: `39.2 °C`. */
export function formatCelsius(celsius: number, unit: TemperatureUnit): string {
  return `${formatDegrees(celsius, unit)}\u00a0°${unit}`;
}

/** Formats degrees Celsius in the chosen unit, without the unit: `39.2`. */
export function formatDegrees(celsius: number, unit: TemperatureUnit): string {
  return formatNumber(unit === 'C' ? celsius : toFahrenheit({ value: celsius, unit: 'C' }));
}
