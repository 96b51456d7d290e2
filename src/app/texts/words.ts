// The words that several pages share: one word for one thing.
import type { Status } from '@contract/status';
import type { TemperatureUnit } from '@contract/temperature';

/** What a temperature means. */
export const STATUS_WORDS: Record<Status, string> = { normal: 'Normal', fever: 'Fever', hypothermia: 'Hypothermia' };

/** What temperatures are measured in. */
export const UNIT_WORDS = {
  label: 'Temperature unit',
  names: { C: 'Celsius', F: 'Fahrenheit' } satisfies Record<TemperatureUnit, string>,
};
