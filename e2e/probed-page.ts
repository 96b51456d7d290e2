import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** An event as the page's own EventSource brought it. */
export interface SeenEvent {
  readonly type: 'message' | 'gap' | 'progress' | 'line-error' | 'done';
  readonly id: string;
  readonly data: string;
}

const PROBE = join(import.meta.dirname, 'page-probe.js');
const AXE = join(import.meta.dirname, '..', 'node_modules', 'axe-core', 'axe.min.js');

/** How Chromium says it, and how Firefox does of an event stream. */
const LOSS = /^Failed to load resource|^Firefox can’t establish a connection|^The connection to .* was interrupted/;

/** A page that can be looked into. */
export class ProbedPage {
  readonly page: Page;
  /** Errors of the page's scripts, and what its content security policy has kept from running. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', ({ message }) => this.#keepError(message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#keepError(message.text());
    });
  }

  /** Ignores lost connections: the page itself reports them, and they are often what the test is about. */
  #keepError(text: string): void {
    if (!LOSS.test(text)) this.errors.push(text);
  }

  /** An empty page of a reader who has never been here; closed with the test. */
  static async create<Kind extends ProbedPage>(
    this: new (page: Page) => Kind,
    test: TestContext,
    browser: Browser,
  ): Promise<Kind> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    test.after(() => context.close());
    await putProbeInto(context);
    return new this(await context.newPage());
  }

  /** Whether this page has an open event stream of its own. */
  isStreaming(): Promise<boolean> {
    return this.page.evaluate<boolean>('probe.isStreaming()');
  }

  /** Waits until it has one. */
  streams(): Promise<void> {
    return this.page.evaluate('probe.until(probe.isStreaming)');
  }

  /** Waits until the banner of alarms is there: it comes after the first readings, and moves down what a pointer aims at. */
  async bannerIsShown(): Promise<void> {
    await this.page.locator('vw-alarm-banner li').first().waitFor();
  }

  /** Everything that the page's streams have brought. */
  events(): Promise<readonly SeenEvent[]> {
    return this.page.evaluate<readonly SeenEvent[]>('probe.events');
  }

  /** Waits until the page's streams have brought so many events. */
  eventsAre(count: number): Promise<void> {
    return this.page.evaluate(`probe.until(() => probe.events.length >= ${count})`);
  }

  /** Waits until one more attempt to connect has failed. */
  failsToConnect(): Promise<void> {
    return this.page.evaluate('((before) => probe.until(() => probe.failures > before))(probe.failures)');
  }

  /** Sets what the reader's system asks for. */
  async turn(theme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme: theme });
    const isFollowed = await this.page.evaluate<boolean>(`matchMedia('(prefers-color-scheme: ${theme})').matches`);
    // Firefox can't be told so over WebDriver BiDi; what the page has for either theme it shows all the same.
    await this.page.evaluate(`document.documentElement.style.colorScheme = '${isFollowed ? '' : theme}'`);
  }

  /** What axe finds. */
  violations(): Promise<readonly string[]> {
    return this.page.evaluate<readonly string[]>('probe.violations()');
  }

  /** How wide the content is, and the window that shows it, in px. */
  widths(): Promise<{ readonly content: number; readonly window: number }> {
    return this.page.evaluate('probe.widths()');
  }
}

/** Every page that is opened there from now on can be looked into. */
export async function putProbeInto(context: BrowserContext): Promise<void> {
  // Put in by the browser itself, before the page's own scripts: the page's policy stays in force.
  await context.addInitScript({ path: PROBE });
  await context.addInitScript({ path: AXE });
}
