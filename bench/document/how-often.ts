/** What the figures of so many runs are, in a sentence. */
export function howOften(runs: number): string {
  return runs === 1 ? 'One run.' : `Medians of ${runs} runs in which all take turns.`;
}
