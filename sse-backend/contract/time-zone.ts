const DAY_MS = 86_400_000;

/** Maximum number of days whose offset is remembered. Without it, a file of random dates would fill the memory. */
const MOST_DAYS = 1_000;

/** A local time that a change of the clocks leaves out, or that happens twice. */
export type OddLocalTime = 'skipped' | 'repeated';

/** A time zone of the runtime's IANA database. */
export class TimeZone {
  readonly name: string;
  readonly #formatter: Intl.DateTimeFormat;
  /** The offset of each UTC day in which the clocks aren't changed, in ms; NaN where they are. */
  readonly #offsets = new Map<number, number>();

  private constructor(name: string) {
    this.name = name;
    const [number, long] = ['numeric', '2-digit'] as const;
    this.#formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: number,
      month: long,
      day: long,
      hour: long,
      minute: long,
      second: long,
    });
  }

  /** `undefined` where the runtime doesn't know the name. */
  static named(name: string): TimeZone | undefined {
    try {
      return new TimeZone(name);
    } catch {
      // [spec] ECMA-402, 11.1.2: a RangeError is all that says that a time zone is unknown.
      return undefined;
    }
  }

  /** The moment (ms since 1970) of what clocks there show, given as the ms since 1970 that UTC would show like that. */
  toInstant(localMs: number): number | OddLocalTime {
    // An offset is less than a day, so these two bracket the moment.
    const offsets = new Set([this.#offsetAt(localMs - DAY_MS), this.#offsetAt(localMs + DAY_MS)]);
    const instants = [...offsets].map((offset) => localMs - offset).filter((ms) => ms + this.#offsetAt(ms) === localMs);
    const [instant] = instants;
    if (instant === undefined) return 'skipped';
    return instants.length > 1 ? 'repeated' : instant;
  }

  #offsetAt(ms: number): number {
    const day = Math.floor(ms / DAY_MS);
    let offset = this.#offsets.get(day);
    if (offset === undefined) {
      const [first, last] = [this.#readOffset(day * DAY_MS), this.#readOffset((day + 1) * DAY_MS)];
      offset = first === last ? first : NaN;
      if (this.#offsets.size >= MOST_DAYS) this.#offsets.clear();
      this.#offsets.set(day, offset);
    }
    return Number.isNaN(offset) ? this.#readOffset(ms) : offset;
  }

  #readOffset(ms: number): number {
    const seconds = Math.floor(ms / 1_000) * 1_000;
    const [month, day, year, hour, minute, second] = (this.#formatter.format(seconds).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second) - seconds;
  }
}
