import type { Actor } from '../log/pending-audit-entries.ts';
import type { AppendOutcome } from '../log/shapes.ts';
import type { Turn } from '../http/turns.ts';
import type { IngestOptions, IngestParts } from './ingest.ts';
import { isBlank, LineSplitter, type Line } from './line-splitter.ts';
import { parseLine } from './parse-line.ts';
import type { ParsedReading } from './parse-reading.ts';
import { isAhead, noteClock, serverClockBehind } from './server-clock.ts';
import { UploadTally, type UploadSummary } from './upload-tally.ts';

interface ParsedLine {
  readonly number: number;
  readonly result: ParsedReading;
}

interface Batch {
  readonly lines: readonly ParsedLine[];
  readonly appended: Promise<AppendOutcome[]>;
}

/** Lines of one append, so that a long upload shares the log's commits with everyone else. */
const MOST_PER_APPEND = 500;

/** Readings that arrive as lines of JSON, stored as they come. */
export class NdjsonUpload {
  readonly #log: IngestOptions['log'];
  readonly #actor: Actor;
  readonly #now: () => number;
  readonly #clocks: IngestOptions['clocks'];
  readonly #splitter = new LineSplitter();
  readonly #tally: UploadTally;
  readonly #turn: Turn;

  constructor({ log, now, clocks, turns }: Pick<IngestParts, 'log' | 'now' | 'clocks' | 'turns'>, actor: Actor) {
    this.#log = log;
    this.#actor = actor;
    this.#now = now;
    this.#clocks = clocks;
    this.#turn = turns.begin();
    this.#turn.pause();
    this.#tally = new UploadTally(log);
  }

  /** What became of the lines so far. */
  get summary(): UploadSummary {
    return this.#tally.summary;
  }

  /** Stores the lines that these bytes complete; resolves when they are durable. @throws AppError from the log */
  take(bytes: Buffer): Promise<void> {
    return this.#store(this.#splitter.push(bytes));
  }

  /** Stores the last line, where the body ended without a newline. @throws AppError from the log */
  finish(): Promise<void> {
    return this.#store([this.#splitter.end()]);
  }

  async #store(lines: Iterable<Line>): Promise<void> {
    const now = this.#now();
    const all = await this.#parse(lines, now);
    const firstAhead = all.findIndex(({ result }) => isAhead(result));
    const isCut = firstAhead >= 0 && this.#clocks.isServerBehind();
    const parsed = isCut ? all.slice(0, firstAhead) : all;
    const batches: Batch[] = [];
    for (let start = 0; start < parsed.length; start += MOST_PER_APPEND) {
      const batch = parsed.slice(start, start + MOST_PER_APPEND);
      batches.push({ lines: batch, appended: this.#append(batch) });
    }
    const settled = await Promise.allSettled(batches.map(({ appended }) => appended));
    settled.forEach((result, index) => {
      // What comes after a failure isn't counted: the summary tells up to where everything is stored.
      if (result.status === 'rejected') throw result.reason;
      this.#count(batches[index]?.lines ?? [], result.value);
    });
    if (isCut) throw serverClockBehind(now);
  }

  async #parse(lines: Iterable<Line>, now: number): Promise<ParsedLine[]> {
    const parsed: ParsedLine[] = [];
    this.#turn.resume();
    for (const line of lines) {
      if (!isBlank(line)) {
        const result = parseLine(line, now);
        noteClock(result, this.#clocks, now);
        parsed.push({ number: line.number, result });
      }
      if (this.#turn.isOver) await this.#turn.next();
    }
    this.#turn.pause();
    return parsed;
  }

  async #append(lines: readonly ParsedLine[]): Promise<AppendOutcome[]> {
    const readings = lines.flatMap(({ result }) => (result.kind === 'good' ? [result.reading] : []));
    return readings.length === 0 ? [] : this.#log.append(readings, 'each', this.#actor);
  }

  /** `outcomes` has one for each good line. */
  #count(lines: readonly ParsedLine[], outcomes: readonly AppendOutcome[]): void {
    let next = 0;
    for (const { number, result } of lines) {
      if (result.kind === 'refused') this.#tally.addRejected(number, result.errors);
      else this.#tally.addOutcome(number, result.reading, outcomes[next++]);
    }
  }
}
