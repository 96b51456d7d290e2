import type { EventLog } from '../log/event-log.ts';
import type { Random } from './demo-body.ts';
import { DemoSensor } from './demo-sensor.ts';

/** Who is measured in the demo, and how often. */
export interface DemoOptions {
  readonly log: Pick<EventLog, 'append'>;
  /** 1 to 10,000. */
  readonly people: number;
  /** Between two readings overall; 1 makes 1,000 a second. */
  readonly intervalMs: number;
  readonly random: Random;
  readonly clock: DemoClock;
  /** Called once when the log stops taking readings; the demo goes on trying. */
  readonly onProblem: (error: unknown) => void;
}

/** Time, so that a test can turn it by hand. */
export interface DemoClock {
  /** Milliseconds from any beginning; never goes backwards. */
  now(): number;
  /** Runs a task once after so many milliseconds; returns how to call it off. */
  after(ms: number, task: () => void): () => void;
}

/** The clock of the machine. */
export const systemClock: DemoClock = {
  now: () => performance.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** Timers are coarse, and a commit per reading would be slow: faster demos append what is due in batches this far apart. */
const SHORTEST_PAUSE_MS = 20;

/** What is made up for after the process was suspended or the disk was slow; the rest is let go. */
const LONGEST_BURST_MS = 1000;

/** Starts the demo: a reading at once, then one per interval. Returns how to stop it, which waits for its last append. */
export function startDemo(options: DemoOptions): () => Promise<void> {
  const { log, people, intervalMs, random, clock, onProblem } = options;
  const sensor = new DemoSensor(people, random);
  let nextDueAt = clock.now();
  let isFailing = false;
  let isStopped = false;
  let callOff = () => {};

  const takeDue = () => {
    const now = clock.now();
    if (now - nextDueAt > LONGEST_BURST_MS) nextDueAt = now - Math.max(0, LONGEST_BURST_MS - intervalMs);
    const due = Math.max(0, Math.floor((now - nextDueAt) / intervalMs) + 1);
    nextDueAt += due * intervalMs;
    return sensor.take(due);
  };
  const append = async () => {
    try {
      const readings = takeDue();
      if (readings.length > 0) await log.append(readings, 'each');
      isFailing = false;
    } catch (error) {
      if (!isFailing) onProblem(error);
      isFailing = true;
    }
    // Only now, so that never more than one append is outstanding.
    if (!isStopped) callOff = clock.after(Math.max(SHORTEST_PAUSE_MS, nextDueAt - clock.now()), run);
  };
  let running = Promise.resolve();
  const run = () => {
    running = append();
  };

  run();
  return () => {
    isStopped = true;
    callOff();
    return running;
  };
}
