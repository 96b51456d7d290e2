import { setTimeout as passed } from 'node:timers/promises';
import type { SeededRandom } from '../../e2e/seeded-random.ts';
import type { Sender, SentReading } from '../../e2e/sender.ts';

const EVERY_MS = 100;
const PEOPLE = 300;

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

  /** Sends until {@link stop}; gives how many readings there were. */
  async send(): Promise<number> {
    while (!this.#isStopped) {
      const due = Math.floor(((Date.now() - this.#begin) / 1000) * this.#perSecond);
      const batch = Array.from({ length: Math.min(due - this.#count, 100) }, () => this.#reading());
      if (batch.length > 0) await this.#sender.send(batch, this.#random.between(0, 1) === 0 ? 'array' : 'ndjson');
      if (this.#count >= due) await passed(EVERY_MS);
    }
    return this.#count;
  }

  stop(): void {
    this.#isStopped = true;
  }

  #reading(): SentReading {
    this.#count += 1;
    return {
      Name: `Žofie 😀 ${this.#count}`,
      Temparature: `${(34 + this.#random.next() * 6).toFixed(1)}C`,
      RFID: `R${this.#random.between(1, PEOPLE)}`,
      // Of yesterday, so that none is ahead of the time.
      TakenAt: new Date(this.#begin - 86_400_000 + this.#count).toISOString(),
    };
  }
}
