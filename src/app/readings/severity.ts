import type { Status } from '@contract/status';

/** What a body has when nothing is the matter, °C. */
const NORMAL_CELSIUS = 37;

/** People within two tenths of a degree of each other are equally ill, as far as the order of the list goes. */
const STEP_CELSIUS = 0.2;

/** So far back into the step below before somebody counts as better: a tenth of a degree to and fro moves no row. */
const SLACK_CELSIUS = 0.1;

/** In binary, 38.4 − 37 is a little less than seven steps. */
const ROUNDING = 1e-6;

/** How many steps of 0.2 °C somebody is from normal; 0 for whoever is well. Worse is so at once, better only when it is clear. */
export function nextSeverity(before: number, status: Status, celsius: number): number {
  if (status === 'normal') return 0;
  const away = Math.abs(celsius - NORMAL_CELSIUS);
  // A temperature that can't be read says nothing of how bad it is.
  const now = Number.isNaN(away) ? 1 : 1 + Math.floor(away / STEP_CELSIUS + ROUNDING);
  const isStillAsBad = now < before && away >= (before - 1 - ROUNDING) * STEP_CELSIUS - SLACK_CELSIUS;
  return isStillAsBad ? before : now;
}
