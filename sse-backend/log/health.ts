import type { AppError } from '../app-error.ts';

/** Kinds of work on the log's files; each can fail while the others succeed. */
type Work = 'store' | 'remove' | 'checkpoint' | 'watch';

/** Whether a log works, by the outcome of the last attempt at each kind of work. */
export class LogHealth {
  readonly #failures = new Map<Work, AppError>();
  readonly #onChange: (failure: AppError | undefined) => void;

  /** `onChange` is called when the log begins to fail, fails with another code, or works again. */
  constructor(onChange: (failure: AppError | undefined) => void) {
    this.#onChange = onChange;
  }

  /** Why it fails; `undefined` while it works. */
  get failure(): AppError | undefined {
    const [first] = this.#failures.values();
    return first;
  }

  isFailing(work: Work): boolean {
    return this.#failures.has(work);
  }

  /** Records the outcome of an attempt: why it failed, or `undefined` when it succeeded. */
  report(work: Work, failure: AppError | undefined): void {
    const before = this.failure?.code;
    if (failure) this.#failures.set(work, failure);
    else this.#failures.delete(work);
    if (this.failure?.code !== before) this.#onChange(this.failure);
  }
}
