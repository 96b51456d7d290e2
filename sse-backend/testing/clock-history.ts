import fc from 'fast-check';
import { TestClock } from './test-clock.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;

/** What happens to a machine and its clock. `restart`: the server's process alone. */
export type ClockEvent =
  | { readonly kind: 'pass' | 'jump'; readonly ms: number }
  | { readonly kind: 'reboot'; readonly offMs: number; readonly jumpMs: number }
  | { readonly kind: 'restart' | 'set-right' }
  | { readonly kind: 'store'; readonly rfid: string; readonly isFever: boolean; readonly hasTakenAt: boolean };

const STEP = fc.oneof(fc.constantFrom(1000, 60_000, 3_600_000), fc.integer({ min: 0, max: 40 * DAY }));
const JUMP = fc.oneof(
  fc.constantFrom(-YEAR, YEAR, 3 * 3_600_000, -3 * 3_600_000, 240_000),
  fc.integer({ min: -5 * YEAR, max: 5 * YEAR }),
);

/** A history of a machine whose clock may be anything, up to 5 years off. */
export const CLOCK_HISTORY: fc.Arbitrary<{ readonly startsOffByMs: number; readonly events: ClockEvent[] }> = fc.record(
  {
    startsOffByMs: fc.oneof(fc.constant(0), JUMP),
    events: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: STEP }) },
        { weight: 2, arbitrary: fc.record({ kind: fc.constant('jump' as const), ms: JUMP }) },
        {
          weight: 2,
          arbitrary: fc.record({
            kind: fc.constant('reboot' as const),
            offMs: STEP,
            jumpMs: fc.oneof(fc.constant(0), JUMP),
          }),
        },
        { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('restart' as const, 'set-right' as const) }) },
        {
          weight: 6,
          arbitrary: fc.record({
            kind: fc.constant('store' as const),
            rfid: fc.constantFrom('A', 'B'),
            isFever: fc.boolean(),
            hasTakenAt: fc.boolean(),
          }),
        },
      ),
      { maxLength: 30, size: 'max' },
    ),
  },
);

/** A machine that has a true time beside its clocks. */
export class Machine {
  readonly clock: TestClock;
  trueMs: number;

  constructor(trueMs: number, startsOffByMs: number) {
    this.trueMs = trueMs;
    this.clock = new TestClock(trueMs + startsOffByMs);
  }

  pass(ms: number): void {
    this.trueMs += ms;
    this.clock.pass(ms);
  }

  /** Lets something of a history happen that is no concern of the server. */
  live(event: ClockEvent): void {
    switch (event.kind) {
      case 'pass':
        return this.pass(event.ms);
      case 'jump':
        return this.#set(this.clock.wallMs + event.ms);
      case 'reboot':
        this.trueMs += event.offMs;
        this.clock.reboot(event.offMs);
        return this.#set(this.clock.wallMs + event.jumpMs);
      case 'set-right':
        return this.#set(this.trueMs);
      case 'restart':
      case 'store':
        return;
    }
  }

  /** Within 5 years of the true time. */
  #set(wallMs: number): void {
    const farthest = Math.min(Math.max(wallMs, this.trueMs - 5 * YEAR), this.trueMs + 5 * YEAR);
    this.clock.jump(farthest - this.clock.wallMs);
  }
}
