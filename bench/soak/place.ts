/** Where a client is in the log, and whether it gets each event that it wants, once and in order. */
export class Place {
  /** The sequence of its newest event, or the one that a heartbeat told. */
  position: number | undefined;
  /** Events that it wanted and didn't get. */
  lost = 0;
  /** Events that it got twice, in another place, or without wanting them. */
  twice = 0;
  readonly #wants: (sequence: number) => boolean;

  constructor(wants: (sequence: number) => boolean) {
    this.#wants = wants;
  }

  /** An event has come. */
  event(sequence: number): void {
    const before = this.position ?? sequence - 1;
    if (sequence <= before || !this.#wants(sequence)) this.twice += 1;
    this.#pass(before, sequence - 1);
    this.position = Math.max(sequence, before);
  }

  /** A heartbeat has told where the stream is: whoever has just come knows its place from it. */
  heartbeat(sequence: number): void {
    const before = this.position ?? sequence;
    if (sequence < before) this.twice += 1;
    this.#pass(before, sequence);
    this.position = Math.max(sequence, before);
  }

  /** Goes back, as if what has come since had not. */
  stepBack(events: number): void {
    if (this.position !== undefined) this.position = Math.max(0, this.position - events);
  }

  #pass(before: number, last: number): void {
    for (let sequence = before + 1; sequence <= last; sequence += 1) if (this.#wants(sequence)) this.lost += 1;
  }
}
