import type { Page } from 'playwright-core';

/** Signs somebody in at the pages of a `TestIssuer`, which the page has been led to, and lets it lead back. */
export async function signInAtIssuer(page: Page, issuer: string, name: string): Promise<void> {
  // Its pages ask for a font from elsewhere, and would wait for it.
  await page.route('https://**', (route) => route.abort());
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL((url) => url.origin !== issuer);
}
