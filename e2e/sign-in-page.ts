import type { Locator } from 'playwright-core';
import { DashboardPage } from './dashboard-page.ts';

/** The dashboard of a server with sign-in. */
export class SignInPage extends DashboardPage {
  get token(): Locator {
    return this.page.getByLabel('Token', { exact: true });
  }

  /** Button of the account menu, named for the user. */
  get account(): Locator {
    return this.page.getByRole('button', { name: 'Signed in as' });
  }

  /** Waits for the sign-in page. */
  async asks(): Promise<void> {
    await this.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await this.token.waitFor();
  }

  /** Signs in by keyboard; the token field has the focus. */
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
