// Words that several pages share.
import type { Status } from '@contract/status';
import type { TemperatureUnit } from '@contract/temperature';

export const STATUS_WORDS: Record<Status, string> = { normal: 'Normal', fever: 'Fever', hypothermia: 'Hypothermia' };

/** Returns the name to show for a session: without sign-in, the server knows no names. */
export function nameOf(by: string): string {
  return by === 'local' ? 'this machine (no sign-in)' : by;
}

export const UNIT_WORDS = {
  label: 'Temperature unit',
  names: { C: 'Celsius', F: 'Fahrenheit' } satisfies Record<TemperatureUnit, string>,
};

/** Texts about the age of readings. */
export const AGE_TEXT = {
  late: 'Late',
  stale: 'Stale',
  allAsOf: (time: string) => `As of ${time}. Newer readings are not shown yet.`,
} as const;
