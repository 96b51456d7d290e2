import type { TestContext } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { ProbedPage } from './probed-page.ts';

interface Row {
  /** `aria-rowindex`: 2 is the first person's. */
  readonly index: number;
  readonly name: string;
  readonly tag: string;
}

/** A browser waits up to 4 s before it reconnects, the app up to 30 s where the browser has given up. */
const LONGEST_OUTAGE_MS = 60_000;

/** The dashboard in a browser, as its reader sees it. */
export class DashboardPage extends ProbedPage {
  /** A dashboard that is live. */
  static async open(test: TestContext, browser: Browser, url: string): Promise<DashboardPage> {
    const dashboard = await DashboardPage.create(test, browser);
    await dashboard.page.goto(url);
    await dashboard.pillSays('Live');
    return dashboard;
  }

  /** Waits until the pill says how the connection is. */
  async pillSays(text: string): Promise<void> {
    await this.page.locator('vw-connection-pill', { hasText: text }).waitFor({ timeout: LONGEST_OUTAGE_MS });
  }

  /** Waits until the page says that readings are missing, and why. */
  async gapSays(text: string): Promise<void> {
    await this.page.locator('vw-gap-notice', { hasText: text }).waitFor({ timeout: LONGEST_OUTAGE_MS });
  }

  /** Waits until the summary counts so many people. */
  async peopleAre(count: number): Promise<void> {
    const digits = String(count).replace(/\B(?=(\d{3})+$)/g, '\\D?');
    const people = this.page.locator('vw-summary .value').first();
    await people.filter({ hasText: new RegExp(`^\\s*${digits}\\s*$`) }).waitFor();
  }

  /** Waits until the rows on the screen are these people's, in this order. */
  namesAre(...names: readonly string[]): Promise<void> {
    return this.page.evaluate(`probe.namesAre(${JSON.stringify(names)})`);
  }

  /** Waits until the address ends so. */
  addressIs(path: string): Promise<void> {
    return this.page.evaluate(`probe.addressIs(${JSON.stringify(path)})`);
  }

  /** The tile of that name. */
  tile(name: string): Locator {
    return this.page.locator('vw-summary').getByRole('button', { name });
  }

  /** The row of a tag, if it is on the screen. */
  row(tag: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByText(tag, { exact: true }) });
  }

  /** The tag of the row at a place of the window, once the page is painted. */
  rowAt(x: number, y: number): Promise<string | null> {
    return this.page.evaluate<string | null>(`probe.rowAt(${x}, ${y})`);
  }

  /** All rows of the table, by scrolling through it. */
  rows(): Promise<readonly Row[]> {
    return this.page.evaluate<readonly Row[]>('probe.rows()');
  }
}
