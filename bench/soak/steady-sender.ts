import { setTimeout as passed } from 'node:timers/promises';
import type { SeededRandom } from '../../e2e/seeded-random.ts';
import type { Sender, SentReading } from '../../e2e/sender.ts';
import { tagOf } from './tags.ts';

const EVERY_MS = 100;
const MOST_AT_ONCE = 100;

/** With it a reading has about 1 KiB: the fewer are needed to fill what is between the server and a client that stalls. */
const NAME = '😀'.repeat(190);

/** Sends readings at a steady rate, through the server's deaths, and makes up for what it couldn't send meanwhile. */
export class SteadySender {
  readonly #sender: Sender;
  readonly #perSecond: number;
  readonly #random: SeededRandom;
  readonly #begin = Date.now();
  #count = 0;
  #isStopped = false;

  constructor(sender: Sender, perSecond: number, random: SeededRandom) {
    this.#sender = sender;
    this.#perSecond = perSecond;
    this.#random = random;
  }

  /** Sends so many at once. */
  async fill(count: number): Promise<void> {
    while (this.#count < count) await this.#sender.send(this.#batch(count - this.#count), 'array');
  }

  /** Sends until {@link stop}; gives how many readings there were. */
  async send(): Promise<number> {
    const [begin, sent] = [Date.now(), this.#count];
    while (!this.#isStopped) {
      const due = sent + Math.floor(((Date.now() - begin) / 1000) * this.#perSecond);
      const batch = this.#batch(due - this.#count);
      if (batch.length > 0) await this.#sender.send(batch, this.#random.between(0, 1) === 0 ? 'array' : 'ndjson');
      if (this.#count >= due) await passed(EVERY_MS);
    }
    return this.#count;
  }

  stop(): void {
    this.#isStopped = true;
  }

  #batch(count: number): readonly SentReading[] {
    return Array.from({ length: Math.min(count, MOST_AT_ONCE) }, () => this.#reading());
  }

  #reading(): SentReading {
    this.#count += 1;
    return {
      Name: `${NAME} ${this.#count}`,
      Temparature: `${(34 + this.#random.next() * 6).toFixed(1)}C`,
      RFID: tagOf(this.#count),
      // Of yesterday, so that none is ahead of the time.
      TakenAt: new Date(this.#begin - 86_400_000 + this.#count).toISOString(),
    };
  }
}
