import type { EventPage } from '../log/shapes.ts';
import { encodePage, MOST_PER_PAGE, type Page } from './page.ts';

/** A page from the log, and the oldest sequence that was kept when it was read. */
export interface ReplayPage {
  readonly page: Page;
  readonly oldest: number;
}

interface ReplaySource {
  read(after: number): Promise<EventPage>;
  idOf(sequence: number): string;
  readonly maxBytes: number;
}

/**
 * Pages of the log beyond the tail, each read and encoded once for all who come to it while it is remembered: after a
 * restart everyone comes back to about the same place at the same time.
 *
 * Pages lie on fixed borders, whatever the client's own place, or no two clients would ever share one.
 */
export class ReplayPages {
  readonly #read: (after: number) => Promise<EventPage>;
  readonly #idOf: (sequence: number) => string;
  readonly #maxBytes: number;
  readonly #pages = new Map<number, Promise<ReplayPage>>();
  readonly #sizes = new Map<number, number>();
  #bytes = 0;

  /** `read` gives up to {@link MOST_PER_PAGE} events after a sequence. */
  constructor({ read, idOf, maxBytes }: ReplaySource) {
    this.#read = read;
    this.#idOf = idOf;
    this.#maxBytes = maxBytes;
  }

  /** The page that holds the event after `sequence`. @throws AppError `storage-unavailable` */
  after(sequence: number): Promise<ReplayPage> {
    const start = Math.floor(sequence / MOST_PER_PAGE) * MOST_PER_PAGE;
    const known = this.#pages.get(start);
    if (known) return known;
    const reading = this.#encode(start);
    this.#pages.set(start, reading);
    void reading.then(
      ({ page }) => this.#remember(start, page),
      () => this.#pages.delete(start),
    );
    return reading;
  }

  async #encode(after: number): Promise<ReplayPage> {
    const { events, last, oldest } = await this.#read(after);
    return { page: encodePage(after, events, this.#idOf, last), oldest };
  }

  /** Only a full page stays the same; one at the head still grows. */
  #remember(start: number, page: Page): void {
    if (page.events.length < MOST_PER_PAGE) {
      this.#pages.delete(start);
      return;
    }
    this.#sizes.set(start, page.chunk.length);
    this.#bytes += page.chunk.length;
    for (const [oldest, size] of this.#sizes) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#pages.delete(oldest);
      this.#sizes.delete(oldest);
      this.#bytes -= size;
    }
  }
}
