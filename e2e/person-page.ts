import type { TestContext } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { ProbedPage } from './probed-page.ts';

/** The page of one person in a browser, as its reader sees it. */
export class PersonPage extends ProbedPage {
  /**
   * A person's page whose trend has been loaded and drawn, with somebody's alarm that nobody has acknowledged; `view` is the
   * query of its address.
   */
  static async open(test: TestContext, browser: Browser, url: string, rfid: string, view = ''): Promise<PersonPage> {
    const person = await PersonPage.create(test, browser);
    await person.page.goto(`${url}/people/${rfid}${view}`);
    await person.isDrawn();
    await person.bannerIsShown();
    return person;
  }

  /** The trend in a sentence. */
  get sentence(): Locator {
    return this.page.locator('.sentence');
  }

  get alarms(): Locator {
    return this.page.locator('vw-alarm-list li');
  }

  /** Waits until the sentence matches. */
  async sentenceSays(pattern: RegExp): Promise<void> {
    await this.sentence.filter({ hasText: pattern }).waitFor();
  }

  /** Waits until the chart has a curve. */
  async isDrawn(): Promise<void> {
    await this.sentenceSays(/\d/);
    await this.page.waitForFunction(
      `(() => {
         const canvas = document.querySelector('canvas');
         return canvas && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
       })()`,
    );
  }

  /** Drags from one place of the chart to another; 0 is its left end, 1 its right one. */
  async drag(from: number, to: number): Promise<void> {
    const box = await this.page.locator('.u-over').boundingBox();
    if (!box) throw new Error('the chart is not there');
    const { mouse } = this.page;
    await mouse.move(box.x + box.width * from, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 4 });
    await mouse.up();
  }

  /** Exports by the button of this name, and waits until that is told; gives what the file has in it. */
  save(button: string, outcome: RegExp): Promise<string> {
    return this.saveBy(outcome, () => this.page.getByRole('button', { name: button }).click());
  }

  /** The same by other means than a click. */
  async saveBy(outcome: RegExp, press: () => Promise<void>): Promise<string> {
    // Not every browser tells the driver of its downloads.
    await this.page.evaluate(`{
      const create = URL.createObjectURL;
      URL.createObjectURL = (file) => {
        URL.createObjectURL = create;
        globalThis.exported = file.text();
        return create.call(URL, file);
      };
    }`);
    await press();
    await this.page.getByRole('status').filter({ hasText: outcome }).waitFor();
    return this.page.evaluate<string>('exported');
  }

  /** The window in the address, ms since 1970; NaN where there is none. */
  window(): { readonly from: number; readonly to: number } {
    const { searchParams } = new URL(this.page.url());
    return { from: Date.parse(searchParams.get('from') ?? ''), to: Date.parse(searchParams.get('to') ?? '') };
  }
}
