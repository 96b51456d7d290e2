import type { SeededRandom } from './seeded-random.ts';

/** A reading as it is sent; with its `TakenAt` it stays the same reading however often it is sent. */
export interface SentReading {
  readonly Name: string;
  readonly Temparature: string;
  readonly RFID: string;
  readonly TakenAt: string;
}

/** The three ways in which readings may be posted. */
const WAYS = ['object', 'array', 'ndjson'] as const;
type Way = (typeof WAYS)[number];

/** Failures in a row beyond which it isn't the server's being killed any more. */
const MOST_ATTEMPTS = 20;

/** One in so many batches is sent again although it was acknowledged, as a proxy or a careful sensor does. */
const REPEATED_ONE_IN = 20;

/** Posts readings until they are acknowledged, through failures, and keeps what was acknowledged with the id it was given. */
export class Sender {
  /** By the reading's identity; ids that the answer doesn't tell are `undefined`. */
  readonly acknowledged = new Map<string, string | undefined>();
  failures = 0;
  readonly #url: string;
  readonly #running: () => Promise<void>;
  #news = Promise.withResolvers<void>();

  constructor(url: string, running: () => Promise<void>) {
    this.#url = `${url}/api/readings`;
    this.#running = running;
  }

  /** Sends readings in batches of random sizes and kinds, a few batches at a time. */
  async sendAll(readings: readonly SentReading[], random: SeededRandom): Promise<void> {
    let next = 0;
    const work = async () => {
      while (next < readings.length) {
        const way = WAYS[random.between(0, WAYS.length - 1)] ?? 'object';
        const batch = readings.slice(next, (next += way === 'object' ? 1 : random.between(1, 30)));
        await this.send(batch, way);
        if (random.between(1, REPEATED_ONE_IN) === 1) await this.send(batch, way);
      }
    };
    await Promise.all([work(), work(), work(), work()]);
  }

  /** Sends a batch until it is acknowledged. @throws Error when it is refused, or given another id than before */
  async send(batch: readonly SentReading[], way: Way): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      await this.#running();
      const ids = await this.#post(batch, way);
      if (ids) {
        this.#acknowledge(batch, ids);
        return;
      }
      this.failures += 1;
    }
    throw new Error(`Not acknowledged after ${MOST_ATTEMPTS} attempts`);
  }

  /** Waits until so many readings have been acknowledged. */
  async until(count: number): Promise<void> {
    while (this.acknowledged.size < count) await this.#news.promise;
  }

  /** The ids of the batch; `undefined` when there was no answer: then nobody knows whether it was stored. */
  async #post(batch: readonly SentReading[], way: Way): Promise<readonly (string | undefined)[] | undefined> {
    const answer = await this.#request(batch, way);
    if (!answer) return undefined;
    if (!answer.isGood) throw new Error(`Refused: ${answer.text}`);
    if (way !== 'ndjson') return (JSON.parse(answer.text) as { readonly Ids: string[] }).Ids;
    const { Stored, Duplicates, LastId } = JSON.parse(answer.text) as Record<string, number | string>;
    if (Number(Stored) + Number(Duplicates) !== batch.length) throw new Error(`Not all was stored: ${answer.text}`);
    return batch.map((_, index) => (index === batch.length - 1 ? String(LastId) : undefined));
  }

  async #request(batch: readonly SentReading[], way: Way) {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'Content-Type': way === 'ndjson' ? 'application/x-ndjson' : 'application/json' },
        body: encode(batch, way),
      });
      return { isGood: response.ok, text: await response.text() };
    } catch {
      // The server died: whether before or after it had stored this, sending it again makes it stored once.
      return undefined;
    }
  }

  #acknowledge(batch: readonly SentReading[], ids: readonly (string | undefined)[]): void {
    for (const [index, reading] of batch.entries()) {
      const identity = identityOf(reading);
      const [before, now] = [this.acknowledged.get(identity), ids[index]];
      if (before !== undefined && now !== undefined && before !== now) {
        throw new Error(`${identity} was ${before} and is ${now} now`);
      }
      this.acknowledged.set(identity, now ?? before);
    }
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}

/** What makes two readings the same one. */
export function identityOf({ RFID, TakenAt }: Pick<SentReading, 'RFID' | 'TakenAt'>): string {
  return `${RFID} ${TakenAt}`;
}

function encode(batch: readonly SentReading[], way: Way): string {
  switch (way) {
    case 'object':
      return JSON.stringify(batch[0]);
    case 'array':
      return JSON.stringify(batch);
    case 'ndjson':
      return batch.map((reading) => JSON.stringify(reading)).join('\n');
  }
}
