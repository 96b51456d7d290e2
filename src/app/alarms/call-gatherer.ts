import type { Alarm } from '@contract/alarm';

/** What comes within this time is told together. */
const GATHER_MS = 1_000;

/** Whoever listens must be able to hear one sentence out before the next. */
const CLOSEST_CALLS_MS = 5_000;

/** The most that are gathered; beyond it the number would matter no more. */
const MOST = 1_000;

/** Gathers new alarms, so that many at once make one call. */
export class CallGatherer {
  private readonly call: (alarms: readonly Alarm[]) => void;
  private alarms: Alarm[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastCallAt = -Infinity;

  constructor(call: (alarms: readonly Alarm[]) => void) {
    this.call = call;
  }

  add(alarms: readonly Alarm[]): void {
    this.alarms.push(...alarms.slice(0, MOST - this.alarms.length));
    const waitMs = Math.max(GATHER_MS, this.lastCallAt + CLOSEST_CALLS_MS - performance.now());
    this.timer ??= setTimeout(() => this.flush(), waitMs);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private flush(): void {
    const { alarms } = this;
    this.timer = undefined;
    this.alarms = [];
    this.lastCallAt = performance.now();
    this.call(alarms);
  }
}
