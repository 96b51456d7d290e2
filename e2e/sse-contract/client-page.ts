import type { Browser, Page } from 'playwright-core';
import type { StreamOrder } from './stream-order.ts';

/** A page in a browser that follows streams through `SseService`. */
export class ClientPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens it; @throws Error when its script fails */
  static async open(browser: Browser, url: string): Promise<ClientPage> {
    const page = await browser.newPage();
    await page.goto(url);
    return new ClientPage(page);
  }

  /** Resolves when it has subscribed. */
  async follow(order: StreamOrder): Promise<void> {
    await this.#page.evaluate(`followedStreams.then((streams) => streams.follow(${JSON.stringify(order)}))`);
  }

  /** Resolves when it has unsubscribed. */
  async leave(id: number): Promise<void> {
    await this.#page.evaluate(`followedStreams.then((streams) => streams.leave(${id}))`);
  }

  close(): Promise<void> {
    return this.#page.close();
  }
}
