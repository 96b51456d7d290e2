/** One line of a body; `number` counts from 1. `bytes` is `undefined` when it was longer than {@link LONGEST_LINE}. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

/** Bytes of one line. Without a bound, a body without a newline would be held in memory whole, whatever its length. */
export const LONGEST_LINE = 64 * 1024;

const LF = 0x0a;
const BOM = Buffer.from('\ufeff');
const NOTHING = Buffer.alloc(0);

/** Cuts a stream of bytes into lines (LF or CRLF), however it arrives. */
export class LineSplitter {
  #lineNumber = 0;
  #rest: Buffer = NOTHING;
  #isTooLong = false;

  /**
   * Gives the lines that these bytes complete, all of which have to be taken before the next call. Their `bytes` may be part of
   * the chunk: use them before it is used again.
   */
  *push(chunk: Buffer): Generator<Line, void, void> {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      yield this.#completeLine(chunk.subarray(start, end));
      start = end + 1;
    }
    this.#hold(chunk.subarray(start));
  }

  /** The last line, which is blank where the bytes ended with a newline. */
  end(): Line {
    return this.#completeLine(NOTHING);
  }

  #completeLine(tail: Buffer): Line {
    this.#lineNumber += 1;
    const bytes = this.#lineWith(tail);
    this.#rest = NOTHING;
    this.#isTooLong = false;
    return { number: this.#lineNumber, bytes };
  }

  #lineWith(tail: Buffer): Buffer | undefined {
    if (this.#isTooLong || this.#rest.length + tail.length > LONGEST_LINE) return undefined;
    const whole = this.#rest.length === 0 ? tail : Buffer.concat([this.#rest, tail]);
    const start = this.#lineNumber === 1 && whole.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
    const end = whole.at(-1) === 0x0d ? whole.length - 1 : whole.length;
    return whole.subarray(start, Math.max(start, end));
  }

  /** Copies, as a part of the chunk would keep all of it in memory. */
  #hold(part: Buffer): void {
    this.#isTooLong ||= this.#rest.length + part.length > LONGEST_LINE;
    this.#rest = this.#isTooLong ? NOTHING : Buffer.concat([this.#rest, part]);
  }
}

/** Whether nothing but spaces is in a line. */
export function isBlank({ bytes }: Line): boolean {
  return bytes?.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d) === true;
}
