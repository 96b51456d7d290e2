import { FURTHEST_AHEAD_MS } from '../contract/reading-time.ts';

/** How many devices, by the last TakenAt that each sent lately, are ahead of the server's clock, behind it or agree with it. */
export interface DeviceTally {
  readonly ahead: number;
  readonly behind: number;
  readonly agreeing: number;
}

interface Seen {
  /** By a clock that nothing can set. */
  readonly atMs: number;
  readonly offByMs: number;
}

/** A device that has sent nothing for so long says nothing of the clock as it is now. */
const LATELY_MS = 10 * 60_000;

/** Fewer devices may all be wrong. */
const FEWEST_DEVICES = 3;

/** Maximum number of devices remembered. Without it, a client that sends ever new tags would fill the memory. */
const MOST_DEVICES = 10_000;

/** Compares the clocks of devices with the server's: many that disagree in the same way are right, and the server is wrong. */
export class DeviceClocks {
  readonly #elapsedMs: () => number;
  readonly #isBehindItself: () => boolean;
  /** In the order in which they were last seen. */
  readonly #seen = new Map<string, Seen>();

  /** `isBehindItself`: the log knows without devices that the server's clock is behind. */
  constructor(elapsedMs: () => number, isBehindItself: () => boolean) {
    this.#elapsedMs = elapsedMs;
    this.#isBehindItself = isBehindItself;
  }

  /** Takes the TakenAt of a reading that a device sent at `nowMs`, also one that is refused for it. */
  note(rfid: string, takenAtMs: number, nowMs: number): void {
    this.#seen.delete(rfid);
    this.#seen.set(rfid, { atMs: this.#elapsedMs(), offByMs: takenAtMs - nowMs });
    if (this.#seen.size <= MOST_DEVICES) return;
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined) this.#seen.delete(oldest);
  }

  tally(): DeviceTally {
    const since = this.#elapsedMs() - LATELY_MS;
    const lately = [...this.#seen.values()].filter(({ atMs }) => atMs > since);
    const count = (passes: (offByMs: number) => boolean) => lately.filter(({ offByMs }) => passes(offByMs)).length;
    const ahead = count((offByMs) => offByMs > FURTHEST_AHEAD_MS);
    const behind = count((offByMs) => offByMs < -FURTHEST_AHEAD_MS);
    return { ahead, behind, agreeing: lately.length - ahead - behind };
  }

  /** Whether a TakenAt too far ahead is the server's fault, so that the reading should be sent again when its clock is right. */
  isServerBehind(): boolean {
    return this.#isBehindItself() || direction(this.tally()) === 'ahead';
  }
}

/** In what way most devices, and at least three, disagree with the server's clock. */
export function direction({ ahead, behind, agreeing }: DeviceTally): 'ahead' | 'behind' | undefined {
  if (ahead >= FEWEST_DEVICES && ahead > behind + agreeing) return 'ahead';
  if (behind >= FEWEST_DEVICES && behind > ahead + agreeing) return 'behind';
  return undefined;
}
