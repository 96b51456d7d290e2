/** Maximum number of tags, as many as the overview shows. Without it, a client that sends ever new tags would fill the memory. */
const MOST_TAGS = 10_000;

/** Caches a value for each tag and evicts the least recently used one. The caller reads an evicted value again. */
export class TagMemory<Value extends object | number> {
  /** In the order of their last use. */
  readonly #values = new Map<string, Value>();

  get(rfid: string): Value | undefined {
    const value = this.#values.get(rfid);
    if (value === undefined) return undefined;
    this.#values.delete(rfid);
    this.#values.set(rfid, value);
    return value;
  }

  /** Sets a value; one that is there keeps its place in the order, as {@link get} came before. */
  set(rfid: string, value: Value): void {
    this.#values.set(rfid, value);
    if (this.#values.size > MOST_TAGS) this.#evictOne();
  }

  clear(): void {
    this.#values.clear();
  }

  #evictOne(): void {
    const [oldest] = this.#values.keys();
    if (oldest !== undefined) this.#values.delete(oldest);
  }
}
