/** An event that is remembered for those who come back. */
export interface Remembered {
  readonly id: string;
  readonly data: unknown;
}

/** The newest events, in memory: what peers leave to their users. */
export class History {
  readonly #events: Remembered[] = [];
  readonly #most = 20_000;
  #lastId = 0;

  add(data: unknown): Remembered {
    const event = { id: String(++this.#lastId), data };
    this.#events.push(event);
    if (this.#events.length > 2 * this.#most) this.#events.splice(0, this.#most);
    return event;
  }

  /** Those after an id; none without one. */
  after(id: string | null): readonly Remembered[] {
    const oldest = this.#lastId - this.#events.length;
    return id ? this.#events.slice(Math.max(0, Number(id) - oldest)) : [];
  }
}
