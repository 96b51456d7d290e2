import { request } from 'node:http';
import { performance } from 'node:perf_hooks';

/** Posts single readings, one every so often, each on a connection of its own, until it is stopped. */
export class LivePosts {
  readonly #url: string;
  readonly #milliseconds: number[] = [];
  readonly #pending = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #count = 0;

  /** `tag`: of whom; a tag of its own for each instance keeps their readings apart. */
  constructor(url: string, tag: string, everyMs: number) {
    this.#url = url;
    this.#timer = setInterval(() => this.#post(tag), everyMs);
  }

  /** Stops, waits for the last answers and gives the time of each, in ms. */
  async stop(): Promise<readonly number[]> {
    clearInterval(this.#timer);
    await Promise.all(this.#pending);
    return this.#milliseconds;
  }

  #post(tag: string): void {
    const start = performance.now();
    const posted = this.#answered(tag).then(() => {
      this.#milliseconds.push(performance.now() - start);
      this.#pending.delete(posted);
    });
    this.#pending.add(posted);
  }

  #answered(tag: string): Promise<void> {
    const reading = {
      Name: 'Mass Roy',
      Temperature: '36.6C',
      RFID: tag,
      TakenAt: new Date(Date.now() - 86_400_000 + this.#count++).toISOString(),
    };
    return new Promise((resolve, reject) => {
      const post = request(`${this.#url}/api/readings`, {
        method: 'POST',
        // A kept one may be closed by the server just as it is used again.
        agent: false,
        headers: { 'Content-Type': 'application/json' },
      });
      post.once('error', reject).once('response', (response) => {
        response.resume().once('end', resolve);
        if (response.statusCode !== 201) reject(new Error(`A live reading was answered ${response.statusCode ?? 0}`));
      });
      post.end(JSON.stringify(reading));
    });
  }
}

/** The value below which so much of all is: 0.99 for the 99th percentile. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
