import assert from 'node:assert/strict';
import type { ProbedPage } from './probed-page.ts';

const THEMES = ['light', 'dark'] as const;

/** A desktop, a phone, and the narrowest that WCAG 2.2, 1.4.10 (reflow) asks for. */
const WIDTHS = [1280, 375, 320];

/** Axe finds nothing, and the page doesn't scroll sideways, in either theme and at every width; it had no error. */
export async function assertAccessible(probed: ProbedPage): Promise<void> {
  const { page } = probed;
  const backgrounds = new Set<string>();
  for (const theme of THEMES) {
    await probed.turn(theme);
    backgrounds.add(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor'));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const where = `${theme}, ${width} px`;
      assert.deepEqual(await probed.violations(), [], where);
      const { content, window } = await probed.widths();
      assert.ok(content <= window, `${where}: ${content} px of content`);
    }
  }
  assert.equal(backgrounds.size, THEMES.length, 'the themes differ');
  assert.deepEqual(probed.errors, []);
}
