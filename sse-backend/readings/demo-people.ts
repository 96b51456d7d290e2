import { FIRST_NAMES, LAST_NAMES } from './demo-names.ts';
import type { TemperatureUnit } from '../contract/temperature.ts';

/** A person of the demo, with the unit that the person's sensor reports in. */
export interface DemoPerson {
  readonly name: string;
  readonly rfid: string;
  readonly unit: TemperatureUnit;
}

/** As many as there are distinct names for. */
export const MOST_DEMO_PEOPLE = 10_000;

const FIRST_TAG = 546546;
const MASS_ROY: DemoPerson = { name: 'Mass Roy', rfid: `R${FIRST_TAG}`, unit: 'F' };

/** The first `count` people of the demo, always the same ones, Mass Roy before all. */
export function demoPeople(count: number): DemoPerson[] {
  return Array.from({ length: Math.min(count, MOST_DEMO_PEOPLE) }, (_, index) => demoPerson(index));
}

/** The two lists' lengths have no common divisor, so all pairs differ until both lists begin again together. */
function demoPerson(index: number): DemoPerson {
  if (index === 0) return MASS_ROY;
  const first = FIRST_NAMES[index % FIRST_NAMES.length];
  const last = LAST_NAMES[index % LAST_NAMES.length];
  return { name: `${first} ${last}`, rfid: `R${FIRST_TAG + index}`, unit: index % 3 === 0 ? 'F' : 'C' };
}
