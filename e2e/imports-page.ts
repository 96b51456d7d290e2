import type { Locator } from 'playwright-core';
import { ProbedPage } from './probed-page.ts';

/** A file as its reader has it. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
}

/** The pages of the imports in a browser, as their reader sees them. */
export class ImportsPage extends ProbedPage {
  get input(): Locator {
    return this.page.getByLabel('CSV file');
  }

  /** Why a file can't be sent, or wasn't taken. */
  get alert(): Locator {
    return this.page.getByRole('alert').filter({ visible: true, hasText: /\S/ });
  }

  /** Why an import doesn't move for now. */
  get problem(): Locator {
    return this.page.locator('.notice', { hasText: 'Waiting:' });
  }

  /** How an import ended. */
  get result(): Locator {
    return this.page.locator('.result');
  }

  /** Opens the page of all imports, or that of one. */
  async open(url: string, path = '/imports'): Promise<void> {
    await this.page.goto(url + path);
    await this.page.getByRole('heading', { level: 1, name: path === '/imports' ? 'Imports' : 'Import' }).waitFor();
  }

  /** Chooses a file. */
  async choose({ name, text }: GivenFile): Promise<void> {
    await this.input.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  }

  /** Drops a file onto the page. */
  async drop({ name, text }: GivenFile): Promise<void> {
    await this.page.locator('vw-imports-overview').waitFor();
    await this.page.evaluate(`{
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
      const zone = document.querySelector('vw-imports-overview');
      for (const type of ['dragover', 'drop'])
        zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }`);
  }

  /** Says in which columns the fields of a reading stand. */
  async map(columns: Readonly<Record<string, string>>): Promise<void> {
    for (const [field, column] of Object.entries(columns))
      await this.page.getByRole('combobox', { name: field, exact: true }).selectOption({ label: column });
  }

  /** Sends what was chosen, and waits until the server has it; gives the path of the import. */
  async send(): Promise<string> {
    await this.sendButton.click();
    await this.page.getByRole('heading', { level: 1, name: 'Import', exact: true }).waitFor();
    return new URL(this.page.url()).pathname;
  }

  get sendButton(): Locator {
    return this.page.getByRole('button', { name: /^Send \(/ });
  }

  /** Waits until the import is over and the page says so in these words. */
  async ends(sentence: string): Promise<void> {
    await this.result.filter({ hasText: sentence }).waitFor();
  }

  /** Waits until so many errors are listed; gives the lines. */
  async errorLines(count: number): Promise<readonly string[]> {
    const lines = this.page.locator('vw-import-errors .line');
    await lines.nth(count - 1).waitFor({ state: 'attached' });
    return lines.allTextContents();
  }

  /** What `errors.csv` has in it, as this reader gets it. */
  download(): Promise<string> {
    // Not every browser tells the driver of its downloads.
    return this.page.evaluate<string>(
      `fetch(document.querySelector('a[download]').href).then((answer) => answer.text())`,
    );
  }

  /** Cancels the import that is shown. */
  async cancel(): Promise<void> {
    await this.page.getByRole('button', { name: 'Cancel import' }).click();
    await this.page.getByRole('button', { name: 'Yes, cancel' }).click();
  }
}
