/** How a search goes on. */
export interface Search {
  /** Where it begins. */
  readonly guess: number;
  /** What the guess is multiplied with, or divided by, until one rate is good and another isn't; each time by its square. */
  readonly step: number;
  /** It ends when the lowest rate that failed is at most so much above the highest that didn't, */
  readonly precision: number;
  /** or after so many rates. */
  readonly probes: number;
}

/** The highest rate found to be good, with what was seen at it; `undefined` when none was. Between a good and a bad one it halves their ratio. */
export async function highestGood<T>(
  { guess, step, precision, probes }: Search,
  tryRate: (rate: number) => Promise<T | undefined>,
): Promise<{ readonly rate: number; readonly seen: T } | undefined> {
  let best: { readonly rate: number; readonly seen: T } | undefined;
  let failed = Infinity;
  let factor = step;
  let rate = guess;
  for (let probe = 0; probe < probes && failed / (best?.rate ?? 0) > precision; probe += 1) {
    rate = Math.round(rate);
    const seen = await tryRate(rate);
    if (seen === undefined) failed = rate;
    else best = { rate, seen };
    if (best && failed < Infinity) {
      rate = Math.sqrt(best.rate * failed);
    } else {
      rate = best ? rate * factor : rate / factor;
      factor **= 2;
    }
  }
  return best;
}
