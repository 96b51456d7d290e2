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

/** What a tail is made with. */
interface TailParts<Run> {
  /** The sequence after which the tail begins. */
  readonly head: number;
  readonly maxBytes: number;
  /** Events of a run that others are joined to. */
  readonly mostEvents: number;
  /** Makes one of runs that come one after the other. */
  readonly join: (runs: readonly Run[]) => Run;
}

/** The newest events of the log as they are streamed, in memory up to a bound; older ones are read from the file. */
export class Tail<Run extends EncodedRun> {
  readonly #parts: TailParts<Run>;
  readonly #runs: Run[] = [];
  /** The first runs, which stay as they are; the others, of so many events, wait to be joined. */
  #settled = 0;
  #looseEvents = 0;
  #bytes = 0;
  #last: number;

  constructor(parts: TailParts<Run>) {
    this.#parts = parts;
    this.#last = parts.head;
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
    this.#looseEvents += run.events.length;
    this.#bytes += cost(run);
    this.#last = run.last;
    let surplus = 0;
    for (const old of this.#runs) {
      if (this.#bytes <= this.#parts.maxBytes) break;
      this.#bytes -= cost(old);
      if (surplus >= this.#settled) this.#looseEvents -= old.events.length;
      surplus += 1;
    }
    if (surplus === 0) return;
    this.#runs.splice(0, surplus);
    this.#settled = Math.max(0, this.#settled - surplus);
  }

  /**
   * Joins small runs to larger ones, as whoever comes from behind takes one at a time; to be called when those at the head have
   * taken them as they came.
   */
  join(): void {
    const { mostEvents } = this.#parts;
    if (this.#looseEvents <= mostEvents) return;
    let group: Run[] = [];
    let events = 0;
    for (const run of this.#runs.splice(this.#settled)) {
      const isPlace = run.events.length === 0;
      if (isPlace || events + run.events.length > mostEvents) {
        this.#settle(group);
        group = [];
        events = 0;
      }
      group.push(run);
      events += run.events.length;
      if (!isPlace) continue;
      this.#settle(group);
      group = [];
    }
    this.#settled = this.#runs.length;
    this.#runs.push(...group);
    this.#looseEvents = events;
  }

  #settle(group: readonly Run[]): void {
    const [first] = group;
    if (!first) return;
    const whole = group.length === 1 ? first : this.#parts.join(group);
    this.#bytes += cost(whole) - group.reduce((sum, run) => sum + cost(run), 0);
    this.#runs.push(whole);
  }

  /** The runs with all events after `sequence`, the first perhaps with some before; `undefined` when they are no longer in memory. */
  since(sequence: number): readonly Run[] | undefined {
    if (sequence >= this.#last) return [];
    const index = this.#indexAfter(sequence);
    return (this.#runs[index]?.after ?? Infinity) <= sequence ? this.#runs.slice(index) : undefined;
  }

  /** The run that holds the event after `sequence`; `undefined` when it is no longer, or not yet, in memory. */
  after(sequence: number): Run | undefined {
    // Where nearly everyone is.
    const newest = this.#runs.at(-1);
    if (newest && newest.after === sequence) return newest;
    const run = this.#runs[this.#indexAfter(sequence)];
    return run && run.after <= sequence ? run : undefined;
  }

  /** The index of the first run that reaches beyond `sequence`. */
  #indexAfter(sequence: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#runs[middle]?.last ?? 0) > sequence) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function cost(run: EncodedRun): number {
  return BYTES_PER_RUN + run.chunk.length + run.events.length * BYTES_PER_EVENT;
}
