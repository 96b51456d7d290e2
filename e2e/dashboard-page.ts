import type { TestContext } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { ProbedPage } from './probed-page.ts';

interface Row {
  /** `aria-rowindex`; the first person has 2. */
  readonly index: number;
  readonly name: string;
  readonly tag: string;
}

/** Timeout for a reconnect: a browser waits up to 4 s, the app up to 30 s after the browser has stopped retrying. */
const RECONNECT_TIMEOUT_MS = 60_000;

/** The dashboard in a browser. */
export class DashboardPage extends ProbedPage {
  /** Opens a dashboard and waits until it is live. */
  static async open(test: TestContext, browser: Browser, url: string): Promise<DashboardPage> {
    const dashboard = await DashboardPage.create(test, browser);
    await dashboard.page.goto(url);
    await dashboard.pillSays('Live');
    return dashboard;
  }

  /** Waits until the connection pill shows a text. */
  async pillSays(text: string): Promise<void> {
    await this.page.locator('vw-connection-pill', { hasText: text }).waitFor({ timeout: RECONNECT_TIMEOUT_MS });
  }

  /** Waits until the notice about missing readings shows a text. */
  async gapSays(text: string): Promise<void> {
    await this.page.locator('vw-gap-notice', { hasText: text }).waitFor({ timeout: RECONNECT_TIMEOUT_MS });
  }

  /** Waits until the summary shows this number of people. */
  async peopleAre(count: number): Promise<void> {
    const digits = String(count).replace(/\B(?=(\d{3})+$)/g, '\\D?');
    const people = this.page.locator('vw-summary .value').first();
    await people.filter({ hasText: new RegExp(`^\\s*${digits}\\s*$`) }).waitFor();
  }

  /** Waits until the rows on the screen show these names, in this order. */
  namesAre(...names: readonly string[]): Promise<void> {
    return this.page.evaluate(`probe.namesAre(${JSON.stringify(names)})`);
  }

  /** Waits until the path and query of the URL are these. */
  addressIs(path: string): Promise<void> {
    return this.page.evaluate(`probe.addressIs(${JSON.stringify(path)})`);
  }

  /** Finds a tile of the summary. */
  tile(name: string): Locator {
    return this.page.locator('vw-summary').getByRole('button', { name });
  }

  /** Finds the row of an RFID tag, if it is on the screen. */
  row(tag: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByText(tag, { exact: true }) });
  }

  /** Returns the RFID tag of the row at a point of the window, after the page is painted. */
  rowAt(x: number, y: number): Promise<string | null> {
    return this.page.evaluate<string | null>(`probe.rowAt(${x}, ${y})`);
  }

  /** Scrolls through the table and returns all its rows. */
  rows(): Promise<readonly Row[]> {
    return this.page.evaluate<readonly Row[]>('probe.rows()');
  }
}
