/** Tags per half, as many as the overview shows. Without it, a client that sends ever new tags would fill the memory. */
const MOST_TAGS = 10_000;

/**
 * Caches a value for each tag, in two halves: the tags used since the newer half was begun, and those used before that. When the
 * newer half is full it becomes the older one, whose tags are evicted; the caller reads an evicted value again. So a tag's use
 * costs one look into a map: keeping the order of all uses took three times as long.
 */
export class TagMemory<Value extends object | number> {
  #newer = new Map<string, Value>();
  #older = new Map<string, Value>();

  get(rfid: string): Value | undefined {
    const newer = this.#newer.get(rfid);
    if (newer !== undefined) return newer;
    const older = this.#older.get(rfid);
    if (older !== undefined) this.set(rfid, older);
    return older;
  }

  set(rfid: string, value: Value): void {
    this.#newer.set(rfid, value);
    if (this.#newer.size < MOST_TAGS) return;
    this.#older = this.#newer;
    this.#newer = new Map();
  }

  clear(): void {
    this.#newer.clear();
    this.#older.clear();
  }
}
