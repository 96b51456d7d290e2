import type { OnProgress } from './copy.ts';

/** What is done within that needs no telling. */
const EVERY_MS = 1000;

/** Tells in a line, once a second at most, how much of the log has been copied. `now` in milliseconds since any time. */
export function progressLine(write: (line: string) => void, now: () => number): OnProgress {
  let last = now();
  return ({ pages, of }) => {
    if (now() - last < EVERY_MS) return;
    last = now();
    write(`${Math.floor((100 * pages) / of)} % copied\n`);
  };
}
