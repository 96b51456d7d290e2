/** So many of the rows being read are looked for; some of them may have moved on their own. */
const SAMPLE = 15;

/** By how many places the rows from `first` on have moved from one order to the next: what holds for most of them. */
export function shiftOfRows(before: readonly object[], after: readonly object[], first: number): number {
  const shifts = before
    .slice(first, first + SAMPLE)
    .map((row, index) => ({ from: first + index, to: after.indexOf(row) }))
    .filter(({ to }) => to >= 0)
    .map(({ from, to }) => to - from)
    .sort((a, b) => a - b);
  return shifts[Math.floor(shifts.length / 2)] ?? 0;
}
