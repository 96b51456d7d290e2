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
  readonly kind: keyof DeviceTally;
}

/** A device that has sent nothing for so long says nothing of the clock as it is now. */
const LATELY_MS = 10 * 60_000;

/** Minimum time between two notes of a device that says the same: each costs half a microsecond. */
const NOTED_EVERY_MS = 1000;

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
  /** Of all in `#seen`: counting them for each refused reading would take longer than storing it. */
  readonly #counts = { ahead: 0, behind: 0, agreeing: 0 };

  /** `isBehindItself`: the log knows without devices that the server's clock is behind. */
  constructor(elapsedMs: () => number, isBehindItself: () => boolean) {
    this.#elapsedMs = elapsedMs;
    this.#isBehindItself = isBehindItself;
  }

  /** Takes the TakenAt of a reading that a device sent at `nowMs`, also one that is refused for it. */
  note(rfid: string, takenAtMs: number, nowMs: number): void {
    const kind = kindOf(takenAtMs - nowMs);
    const atMs = this.#elapsedMs();
    const seen = this.#seen.get(rfid);
    if (seen?.kind === kind && atMs - seen.atMs < NOTED_EVERY_MS) return;
    this.#forget(rfid);
    this.#seen.set(rfid, { atMs, kind });
    this.#counts[kind] += 1;
    if (this.#seen.size <= MOST_DEVICES) return;
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined) this.#forget(oldest);
  }

  tally(): DeviceTally {
    const since = this.#elapsedMs() - LATELY_MS;
    for (const [rfid, { atMs }] of this.#seen) {
      if (atMs > since) break;
      this.#forget(rfid);
    }
    return { ...this.#counts };
  }

  /** Whether a TakenAt too far ahead is the server's fault, so that the reading should be sent again when its clock is right. */
  isServerBehind(): boolean {
    return this.#isBehindItself() || direction(this.tally()) === 'ahead';
  }

  #forget(rfid: string): void {
    const seen = this.#seen.get(rfid);
    if (!seen) return;
    this.#seen.delete(rfid);
    this.#counts[seen.kind] -= 1;
  }
}

function kindOf(offByMs: number): keyof DeviceTally {
  if (offByMs > FURTHEST_AHEAD_MS) return 'ahead';
  return offByMs < -FURTHEST_AHEAD_MS ? 'behind' : 'agreeing';
}

/** In what way most devices, and at least three, disagree with the server's clock. */
export function direction({ ahead, behind, agreeing }: DeviceTally): 'ahead' | 'behind' | undefined {
  if (ahead >= FEWEST_DEVICES && ahead > behind + agreeing) return 'ahead';
  if (behind >= FEWEST_DEVICES && behind > ahead + agreeing) return 'behind';
  return undefined;
}
