import type { Locator } from 'playwright-core';
import { DashboardPage } from './dashboard-page.ts';

/** The dashboard of a server that wants a sign-in, as its reader sees it. */
export class SignInPage extends DashboardPage {
  get token(): Locator {
    return this.page.getByLabel('Token', { exact: true });
  }

  /** Who is signed in; opens the menu. */
  get account(): Locator {
    return this.page.getByRole('button', { name: 'Signed in as' });
  }

  /** Waits until the page asks for a sign-in. */
  async asks(): Promise<void> {
    await this.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await this.token.waitFor();
  }

  /** Signs in as somebody does who has only the keyboard; the cursor is in the field already. */
  async signIn(token: string): Promise<void> {
    await this.asks();
    await this.page.keyboard.insertText(token);
    await this.page.keyboard.press('Enter');
  }

  async signOut(): Promise<void> {
    await this.account.click();
    await this.page.getByRole('button', { name: 'Sign out' }).click();
  }
}
