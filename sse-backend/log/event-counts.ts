import { STORED_EVENT_TYPES } from '../contract/events.ts';
import type { EventRange } from './count-queries.ts';
import type { EventFilter } from './nth-newest-query.ts';
import type { LogReader } from './reader.ts';

/** Sequences per block. The count of a whole block is remembered; counting the rest at each end of a range takes less than 1 ms. */
const BLOCK = 8192;

/** Maximum number of blocks remembered, of 80 million events. Without it, they would grow for as long as the server runs. */
const MOST_BLOCKS = 10_000;

/** Reads counts from the log, each by a short statement, so that other readers don't wait long. */
export interface CountSource {
  notImported(...args: Parameters<LogReader['countNotImported']>): Promise<number>;
  rare(...args: Parameters<LogReader['countRare']>): Promise<number>;
  ofTags(...args: Parameters<LogReader['countOfTags']>): Promise<number>;
}

/**
 * Counts the stored events of a range that pass a filter. After a restart all clients reconnect and need such a count, some of
 * them from far behind. So each whole block is counted once, and concurrent calls for the same range share one result.
 */
export class EventCounts {
  readonly #source: CountSource;
  /** By the number of the block. */
  readonly #blocks = new Map<number, Promise<number>>();
  readonly #running = new Map<string, Promise<number>>();

  constructor(source: CountSource) {
    this.#source = source;
  }

  /** A range of kept events. @throws AppError `storage-unavailable` */
  async between(range: EventRange, filter: EventFilter): Promise<number> {
    const { types, rfids } = filter;
    if (range.last <= range.after) return 0;
    if (rfids.length > 0) return this.#source.ofTags(range, filter);
    const all = range.last - range.after;
    const isUnwanted = (type: (typeof STORED_EVENT_TYPES)[number]) => !types.includes(type);
    if (!STORED_EVENT_TYPES.some(isUnwanted)) return all;
    const rare = STORED_EVENT_TYPES.filter((type) => type !== 'message' && type !== 'backfill');
    const wantsMessages = types.includes('message');
    // No index has the live readings alone. Their number is that of all events that aren't imported, less the rare ones.
    const counted = rare.filter((type) => isUnwanted(type) === wantsMessages);
    const ofRare = counted.length > 0 ? await this.#source.rare(range, counted) : 0;
    const wantsImported = types.includes('backfill');
    if (!wantsMessages && !wantsImported) return ofRare;
    const notImported = await this.#notImported(range);
    return (wantsMessages ? notImported - ofRare : ofRare) + (wantsImported ? all - notImported : 0);
  }

  #notImported(range: EventRange): Promise<number> {
    const key = `${range.after}-${range.last}`;
    const running = this.#running.get(key);
    if (running) return running;
    const count = this.#inBlocks(range).finally(() => this.#running.delete(key));
    this.#running.set(key, count);
    return count;
  }

  async #inBlocks({ after, last }: EventRange): Promise<number> {
    const first = Math.ceil(after / BLOCK);
    const end = Math.floor(last / BLOCK);
    if (first >= end) return this.#source.notImported({ after, last });
    let count = await this.#source.notImported({ after, last: first * BLOCK });
    for (let block = first; block < end; block += 1) count += await this.#block(block);
    return count + (await this.#source.notImported({ after: end * BLOCK, last }));
  }

  /** A block that retention has begun to remove is counted too low, but lies before everything that is kept. */
  #block(block: number): Promise<number> {
    const known = this.#blocks.get(block);
    if (known) return known;
    const count = this.#source.notImported({ after: block * BLOCK, last: (block + 1) * BLOCK });
    this.#blocks.set(block, count);
    count.catch(() => this.#blocks.delete(block));
    const [oldest = block] = this.#blocks.keys();
    if (this.#blocks.size > MOST_BLOCKS) this.#blocks.delete(oldest);
    return count;
  }
}
