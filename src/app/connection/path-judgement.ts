/** Arrival times of the clock stream's messages (ms since the request). */
export interface PathArrivals {
  readonly arrivals: readonly number[];
  /** `listened`: the check ran to its end. `lost`: the connection failed. `refused`: the response wasn't a stream. */
  readonly ending: 'listened' | 'lost' | 'refused';
}

/**
 * `flows`: no delay. `late`: started late, then no delay. `gathers`: something buffers messages. `uneven`: messages are missing or
 * late. `silent`: no message arrived. `cut`: the connection was cut. `unreachable`: no connection. `refused`: not a stream.
 */
export type PathVerdict = 'flows' | 'late' | 'gathers' | 'uneven' | 'silent' | 'cut' | 'unreachable' | 'refused';

/** A verdict and the measurements behind it. */
export interface PathJudgement {
  readonly verdict: PathVerdict;
  readonly received: number;
  /** Arrival of the first message (ms); `undefined` if none arrived. */
  readonly firstMs: number | undefined;
  readonly longestPauseMs: number;
  /** Maximum number of messages that arrived together. */
  readonly largestBurst: number;
}

/** Maximum delay of the first message: three round trips of half a second, as in slow networks. */
const MAX_FIRST_MS = 1_500;

/** Messages are sent once a second; those that arrive within this interval belong to one burst. */
const BURST_MS = 300;

/** Maximum pause between messages. The server skips messages for slow clients; packet loss delays them. */
const MAX_PAUSE_MS = 1_800;

/** Judges the path by the arrival times of a message a second. */
export function judgePath({ arrivals, ending }: PathArrivals): PathJudgement {
  const bursts = burstSizes(arrivals);
  const pauses = arrivals.slice(1).map((ms, index) => ms - (arrivals[index] ?? ms));
  const found = {
    received: arrivals.length,
    firstMs: arrivals[0],
    longestPauseMs: Math.max(0, ...pauses),
    largestBurst: Math.max(0, ...bursts),
  };
  return { verdict: decide(found, bursts, ending), ...found };
}

function decide(
  found: Omit<PathJudgement, 'verdict'>,
  bursts: readonly number[],
  ending: PathArrivals['ending'],
): PathVerdict {
  if (ending === 'refused') return 'refused';
  if (ending === 'lost') return found.firstMs === undefined ? 'unreachable' : 'cut';
  if (found.firstMs === undefined) return 'silent';
  if (isBuffered(bursts, found.firstMs)) return 'gathers';
  if (found.longestPauseMs > MAX_PAUSE_MS) return 'uneven';
  return found.firstMs > MAX_FIRST_MS ? 'late' : 'flows';
}

/**
 * The first message may be followed closely by the next tick, and a later burst of two may be a lost packet. So one burst of two proves
 * nothing.
 */
function isBuffered(bursts: readonly number[], firstMs: number): boolean {
  const proofs = bursts.filter((size, index) => size >= 2 && (index > 0 || firstMs > MAX_FIRST_MS));
  return proofs.length >= 2 || bursts.some((size) => size >= 3);
}

function burstSizes(arrivals: readonly number[]): readonly number[] {
  const sizes: number[] = [];
  let before = -Infinity;
  for (const ms of arrivals) {
    if (ms - before < BURST_MS) sizes.push((sizes.pop() ?? 0) + 1);
    else sizes.push(1);
    before = ms;
  }
  return sizes;
}
