/** What has come and nobody has taken yet, in order. */
export class Inbox<Item> {
  readonly #items: Item[] = [];
  readonly #waiting: ((item: Item) => void)[] = [];

  put(item: Item): void {
    const resolve = this.#waiting.shift();
    if (resolve) resolve(item);
    else this.#items.push(item);
  }

  /** Takes the next one; waits for it if it has not come. */
  next(): Promise<Item> {
    const item = this.#items.shift();
    return item === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(item);
  }

  /** Takes all that have come. */
  drain(): readonly Item[] {
    return this.#items.splice(0);
  }
}
