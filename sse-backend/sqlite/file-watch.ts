import type { OpenFiles } from './file-identity.ts';

/** Interval between looks, so that a lost file is noticed within a second even on a busy machine. */
const LOOK_EVERY_MS = 250;

/** What a watch reports. */
export interface FileWatchEvents {
  /** All files are in their place; `bytes` of each, in the order of the paths. */
  onInPlace(bytes: readonly number[]): void;
  /** A file is not: called at every look. */
  onLost(error: unknown): void;
}

/** Checks at intervals that open files are still at their paths, also while nothing is written. */
export class FileWatch {
  readonly #files: OpenFiles;
  readonly #events: FileWatchEvents;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;

  constructor(files: OpenFiles, events: FileWatchEvents) {
    this.#files = files;
    this.#events = events;
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  /** Looks now; resolves when the outcome has been reported. A look that hangs with the disk is not repeated. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** Resolves when nothing is reported any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    let bytes: readonly number[];
    try {
      bytes = await this.#files.sizes();
    } catch (error) {
      this.#events.onLost(error);
      return;
    }
    this.#events.onInPlace(bytes);
  }
}
