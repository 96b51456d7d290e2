/** As many tags as the overview shows people; without a bound, whoever may send readings could fill the memory with new ones. */
const MOST_TAGS = 10_000;

/** What is remembered of each tag, up to a bound; forgetting a tag only costs finding it out again. */
export class TagMemory<Value> {
  readonly #values = new Map<string, Value>();

  get(rfid: string): Value | undefined {
    return this.#values.get(rfid);
  }

  set(rfid: string, value: Value): void {
    if (this.#values.size >= MOST_TAGS && !this.#values.has(rfid)) this.#values.clear();
    this.#values.set(rfid, value);
  }

  clear(): void {
    this.#values.clear();
  }
}
