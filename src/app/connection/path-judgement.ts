/** How the clock stream arrived. Times are in ms since it was asked for. */
export interface PathArrivals {
  readonly arrivals: readonly number[];
  /** `listened`: to the end. `lost`: the connection broke off or never came about. `refused`: with a status or a type that is no stream's. */
  readonly ending: 'listened' | 'lost' | 'refused';
}

/**
 * What is on the way. `flows`: nothing that holds anything back. `late`: it began late, and then flowed. `gathers`: something collects
 * before it hands on. `uneven`: seconds are missing. `silent`: nothing came. `cut`: it broke off. `unreachable`: there was no connection.
 */
export type PathVerdict = 'flows' | 'late' | 'gathers' | 'uneven' | 'silent' | 'cut' | 'unreachable' | 'refused';

/** A verdict, and what it rests on. */
export interface PathJudgement {
  readonly verdict: PathVerdict;
  readonly heard: number;
  /** When the first message came (ms); `undefined`: none did. */
  readonly firstMs: number | undefined;
  /** The longest time between two messages (ms). */
  readonly longestPauseMs: number;
  /** The most messages that came in one go. */
  readonly largestBunch: number;
}

/** Two round trips to open a connection and one to ask, each of half a second, are as slow as networks are that work. */
const LATEST_FIRST_MS = 1_500;

/** One message a second: those that come closer to each other than this came in one go. */
const BUNCHED_MS = 300;

/** The server leaves out a second that a client can't take; a network that loses packets delays one. */
const LONGEST_PAUSE_MS = 1_800;

/** Judges the path by how the clock, which ticks once a second, arrived over it. */
export function judgePath({ arrivals, ending }: PathArrivals): PathJudgement {
  const bunches = bunchSizes(arrivals);
  const pauses = arrivals.slice(1).map((ms, index) => ms - (arrivals[index] ?? ms));
  const found = {
    heard: arrivals.length,
    firstMs: arrivals[0],
    longestPauseMs: Math.max(0, ...pauses),
    largestBunch: Math.max(0, ...bunches),
  };
  return { verdict: decide(found, bunches, ending), ...found };
}

function decide(
  found: Omit<PathJudgement, 'verdict'>,
  bunches: readonly number[],
  ending: PathArrivals['ending'],
): PathVerdict {
  if (ending === 'refused') return 'refused';
  if (ending === 'lost') return found.firstMs === undefined ? 'unreachable' : 'cut';
  if (found.firstMs === undefined) return 'silent';
  if (isGathered(bunches, found.firstMs)) return 'gathers';
  if (found.longestPauseMs > LONGEST_PAUSE_MS) return 'uneven';
  return found.firstMs > LATEST_FIRST_MS ? 'late' : 'flows';
}

/**
 * The server says the time at once and then with its own tick, which may follow closely: two in one go at a prompt beginning prove
 * nothing, and two later may be a packet that was lost once.
 */
function isGathered(bunches: readonly number[], firstMs: number): boolean {
  const proofs = bunches.filter((size, index) => size >= 2 && (index > 0 || firstMs > LATEST_FIRST_MS));
  return proofs.length >= 2 || bunches.some((size) => size >= 3);
}

function bunchSizes(arrivals: readonly number[]): readonly number[] {
  const sizes: number[] = [];
  let before = -Infinity;
  for (const ms of arrivals) {
    if (ms - before < BUNCHED_MS) sizes.push((sizes.pop() ?? 0) + 1);
    else sizes.push(1);
    before = ms;
  }
  return sizes;
}
