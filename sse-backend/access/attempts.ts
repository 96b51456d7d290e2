/** Does what may fail now and work later, again and again; a failure is told when it begins, not at every attempt. */
export class Attempts {
  readonly #onFailure: (error: unknown) => void;
  #isFailing = false;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  make(work: () => void): void {
    try {
      work();
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.#onFailure(error);
      this.#isFailing = true;
    }
  }
}
