// The words that several pages share: one word for one thing.
import type { Status } from '@contract/status';
import type { TemperatureUnit } from '@contract/temperature';

/** What a temperature means. */
export const STATUS_WORDS: Record<Status, string> = { normal: 'Normal', fever: 'Fever', hypothermia: 'Hypothermia' };

/** Who acknowledged, in words: a server without sign-in knows nobody's name. */
export function nameOf(by: string): string {
  return by === 'local' ? 'this machine (no sign-in)' : by;
}

/** What temperatures are measured in. */
export const UNIT_WORDS = {
  label: 'Temperature unit',
  names: { C: 'Celsius', F: 'Fahrenheit' } satisfies Record<TemperatureUnit, string>,
};
