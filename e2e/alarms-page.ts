import type { Browser, Locator } from 'playwright-core';
import type { TestContext } from 'node:test';
import { DashboardPage } from './dashboard-page.ts';

/** Any page of the app, as far as alarms go. */
export class AlarmsPage extends DashboardPage {
  /** A page that is live and knows which alarms there are. */
  static override async open(test: TestContext, browser: Browser, url: string): Promise<AlarmsPage> {
    const page = await AlarmsPage.create(test, browser);
    const answered = page.page.waitForResponse((response) => response.url().includes('/api/alarms?state=open'));
    await page.page.goto(url);
    await answered;
    await page.pillSays('Live');
    // What shows and tells alarms comes after the first readings.
    await page.page.getByRole('button', { name: /^Alarm settings/ }).waitFor();
    return page;
  }

  /** The banner's line of somebody. */
  line(name: string): Locator {
    return this.page.locator('vw-alarm-banner li', { hasText: name });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: /^Acknowledge/ });
  }

  /** Acknowledges the alarm of somebody; resolves when the server has answered. */
  async acknowledge(name: string, note: string): Promise<void> {
    await this.line(name)
      .getByRole('button', { name: /^Acknowledge/ })
      .click();
    await this.dialog.getByLabel('Note (optional)').fill(note);
    await this.dialog.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** A row of the history. */
  historyRow(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }

  /** Waits until a sentence interrupts whoever listens; gives it. */
  async hears(text: RegExp): Promise<string> {
    const alert = this.page.locator('vw-alarm-announcer [role=alert]').filter({ hasText: text });
    await alert.waitFor({ state: 'attached' });
    return alert.innerText();
  }
}
