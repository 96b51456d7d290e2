import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MS = 5;

/** The delay of a server's event loop, measured within it. */
export class LoopDelay {
  /** What the server is to be started with. */
  readonly environment: readonly string[];
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'loop-delay');
    this.environment = [
      `NODE_OPTIONS=--import=${import.meta.resolve('./loop-delay-monitor.ts')}`,
      `LOOP_DELAY_FILE=${this.#file}`,
    ];
  }

  /** The 99th percentile in ms since the last look. @throws Error when the server has ended */
  async look(pid: number): Promise<number> {
    process.kill(pid, 'SIGUSR2');
    for (; !existsSync(this.#file); await setTimeout(LOOK_EVERY_MS)) process.kill(pid, 0);
    const delay = Number(readFileSync(this.#file, 'utf8'));
    rmSync(this.#file);
    return delay;
  }
}
