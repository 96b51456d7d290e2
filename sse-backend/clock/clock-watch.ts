import type { ClockWarningReport } from '../contract/status-report.ts';
import type { ClockWarning } from './clock-warnings.ts';

/** How often warnings are looked for. */
const LOOK_EVERY_MS = 1000;

/** A warning that lasts is repeated after so many looks: an hour. */
const LOOKS_PER_REPEAT = 3600;

/** Logs each warning of the clock when it begins, and again every hour while it lasts. */
export class ClockWatch {
  readonly #warnings: () => readonly ClockWarning[];
  readonly #log: (warning: ClockWarning) => void;
  readonly #timer: NodeJS.Timeout;
  /** Looks since each kind was logged. */
  #lasting = new Map<ClockWarningReport['Kind'], number>();

  constructor(warnings: () => readonly ClockWarning[], log: (warning: ClockWarning) => void) {
    this.#warnings = warnings;
    this.#log = log;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    this.#look();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const lasting = new Map<ClockWarningReport['Kind'], number>();
    for (const warning of this.#warnings()) {
      const looks = (this.#lasting.get(warning.report.Kind) ?? -1) + 1;
      if (looks % LOOKS_PER_REPEAT === 0) this.#log(warning);
      lasting.set(warning.report.Kind, looks);
    }
    this.#lasting = lasting;
  }
}
