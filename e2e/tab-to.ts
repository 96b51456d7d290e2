import type { Page } from 'playwright-core';

/** Presses of Tab from one thing of a journey to the next: whoever has no mouse shouldn't have to press more often. */
const MOST_TABS = 25;

/** Presses Tab until the focus is on something whose name begins so. @throws Error when that is too far away */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const focused = (): Promise<string> =>
    page.evaluate<string>(`(() => {
      const { activeElement: element } = document;
      return (element.ariaLabel || element.labels?.[0]?.innerText || element.innerText || '').trim();
    })()`);
  for (let tabs = 0; tabs <= MOST_TABS; tabs += 1) {
    if ((await focused()).startsWith(name)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${name} is more than ${MOST_TABS} presses of Tab away; the focus is at "${await focused()}"`);
}
