import { formatCount } from '../formats/numbers';

/** A page's title with the number of open alarms before it: `(3) Readings · Vitalwire`. */
export function countInTitle(title: string, openAlarms: number): string {
  return openAlarms > 0 ? `(${formatCount(openAlarms)}) ${title}` : title;
}
