/** The last full tenth (in %) of what goes from 0 to 100: to be read out ten times, and not with every step. 0 before the first. */
export function lastTenth(percent: number): number {
  return Math.floor(percent / 10) * 10;
}
