import type { SeededRandom } from '../seeded-random.ts';
import type { SentReading } from '../sender.ts';

/** People; few, so that alarms begin and end. */
const TAGS = 60;

/** Draws readings, no two of which have the same `TakenAt`. */
export class ReadingSource {
  readonly #random: SeededRandom;
  #takenAtMs = Date.now() - 3_600_000;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  take(count: number): SentReading[] {
    return Array.from({ length: count }, () => ({
      Name: `Žofie ${this.#random.between(1, 1000)}`,
      Temparature: `${(34 + this.#random.next() * 6).toFixed(1)}C`,
      RFID: `R${this.#random.between(1, TAGS)}`,
      TakenAt: new Date((this.#takenAtMs += 1)).toISOString(),
    }));
  }
}
