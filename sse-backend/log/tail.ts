/** A run of consecutive events in encoded form: those after `after`, up to and including `last`. */
export interface EncodedRun {
  readonly after: number;
  readonly last: number;
  readonly events: readonly unknown[];
  readonly chunk: Buffer;
}

/** What an event in memory costs beside its bytes, about; without it many small events would outgrow the bound. */
const BYTES_PER_EVENT = 100;

/** What a run costs beside its events: those that only tell where imported readings are have none. */
const BYTES_PER_RUN = 500;

/** The newest events of the log as they are streamed, in memory up to a bound; older ones are read from the file. */
export class Tail<Run extends EncodedRun> {
  readonly #maxBytes: number;
  readonly #runs: Run[] = [];
  #bytes = 0;
  #last: number;

  /** `head`: the sequence after which the tail begins. */
  constructor(maxBytes: number, head: number) {
    this.#maxBytes = maxBytes;
    this.#last = head;
  }

  /** The newest sequence that has come into the tail. */
  get last(): number {
    return this.#last;
  }

  /** Bytes held, about. */
  get bytes(): number {
    return this.#bytes;
  }

  push(run: Run): void {
    this.#runs.push(run);
    this.#bytes += cost(run);
    this.#last = run.last;
    let surplus = 0;
    for (const old of this.#runs) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#bytes -= cost(old);
      surplus += 1;
    }
    if (surplus > 0) this.#runs.splice(0, surplus);
  }

  /** The run that holds the event after `sequence`; `undefined` when it is no longer, or not yet, in memory. */
  after(sequence: number): Run | undefined {
    // Where nearly everyone is.
    const newest = this.#runs.at(-1);
    if (newest && newest.after === sequence) return newest;
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#runs[middle]?.last ?? 0) > sequence) high = middle;
      else low = middle + 1;
    }
    const run = this.#runs[low];
    return run && run.after <= sequence ? run : undefined;
  }
}

function cost(run: EncodedRun): number {
  return BYTES_PER_RUN + run.chunk.length + run.events.length * BYTES_PER_EVENT;
}
