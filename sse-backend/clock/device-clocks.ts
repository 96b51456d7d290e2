import { FURTHEST_AHEAD_MS } from '../contract/reading-time.ts';

/** How many devices are ahead of the server's clock, behind it or agree with it, by the TakenAt that each sent lately. */
export interface DeviceTally {
  readonly ahead: number;
  readonly behind: number;
  readonly agreeing: number;
}

interface Seen {
  /** When the device sent last, by a clock that can't be set. */
  readonly atMs: number;
  /** `late`: old readings, which a device that catches up sends as well as one whose clock is behind. */
  readonly kind: keyof DeviceTally | 'late';
  /** When its readings began to be as late as they are, and how late that is (ms, negative). */
  readonly lateSince?: { readonly atMs: number; readonly offByMs: number };
}

/** A device whose readings stay equally late for so long is live, and its clock or the server's is wrong. */
const EQUALLY_LATE_MS = 60_000;

/** How much the lateness of a live device's readings varies with the network and its intervals. */
const LATENESS_VARIES_MS = 15_000;

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
  readonly #counts = { ahead: 0, behind: 0, agreeing: 0, late: 0 };

  /** `isBehindItself`: the log knows without devices that the server's clock is behind. */
  constructor(elapsedMs: () => number, isBehindItself: () => boolean) {
    this.#elapsedMs = elapsedMs;
    this.#isBehindItself = isBehindItself;
  }

  /** Notes the TakenAt of a reading that a device sent at `nowMs`, also of one that is refused for it. */
  note(rfid: string, takenAtMs: number, nowMs: number): void {
    const offByMs = takenAtMs - nowMs;
    const atMs = this.#elapsedMs();
    const before = this.#seen.get(rfid);
    const seen = this.#judge(offByMs, atMs, before);
    if (before?.kind === seen.kind && seen.kind !== 'late' && atMs - before.atMs < NOTED_EVERY_MS) return;
    this.#forget(rfid);
    this.#seen.set(rfid, seen);
    this.#counts[seen.kind] += 1;
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
    const { ahead, behind, agreeing } = this.#counts;
    return { ahead, behind, agreeing };
  }

  /** Whether a TakenAt too far ahead is the server's fault, so that the reading should be sent again when its clock is right. */
  isServerBehind(): boolean {
    return this.#isBehindItself() || direction(this.tally()) === 'ahead';
  }

  #judge(offByMs: number, atMs: number, before: Seen | undefined): Seen {
    if (offByMs > FURTHEST_AHEAD_MS) return { atMs, kind: 'ahead' };
    if (offByMs >= -FURTHEST_AHEAD_MS) return { atMs, kind: 'agreeing' };
    const known = before?.lateSince;
    const isAsLate = known !== undefined && Math.abs(offByMs - known.offByMs) <= LATENESS_VARIES_MS;
    const lateSince = isAsLate ? known : { atMs, offByMs };
    return { atMs, kind: atMs - lateSince.atMs >= EQUALLY_LATE_MS ? 'behind' : 'late', lateSince };
  }

  #forget(rfid: string): void {
    const seen = this.#seen.get(rfid);
    if (!seen) return;
    this.#seen.delete(rfid);
    this.#counts[seen.kind] -= 1;
  }
}

/** In what way most devices, and at least three, disagree with the server's clock. */
export function direction({ ahead, behind, agreeing }: DeviceTally): 'ahead' | 'behind' | undefined {
  if (ahead >= FEWEST_DEVICES && ahead > behind + agreeing) return 'ahead';
  if (behind >= FEWEST_DEVICES && behind > ahead + agreeing) return 'behind';
  return undefined;
}
