import type { ClockReading, SteadyReading } from '../clock/clock-rules.ts';

/** The clocks of a machine that a test turns. */
export class TestClock {
  wallMs: number;
  #elapsedMs = 0;
  #boots = 1;

  constructor(wallMs: number) {
    this.wallMs = wallMs;
  }

  /** As `EventLog` takes them. */
  readonly now = (): number => this.wallMs;
  readonly steady = (): SteadyReading => ({ origin: `boot ${this.#boots}`, elapsedMs: this.#elapsedMs });

  /** All of them at once. */
  read(): ClockReading {
    return { wallMs: this.wallMs, ...this.steady() };
  }

  /** Time goes by, on a machine that runs. */
  pass(ms: number): void {
    this.wallMs += ms;
    this.#elapsedMs += ms;
  }

  /** Somebody sets the wall clock forward, or back. */
  jump(ms: number): void {
    this.wallMs += ms;
  }

  /** The machine is off for a while and starts again, with the wall clock right. */
  reboot(offMs: number): void {
    this.wallMs += offMs;
    this.#elapsedMs = 0;
    this.#boots += 1;
  }
}
