import { DestroyRef, DOCUMENT, inject, type Signal, signal } from '@angular/core';

/** How high a row is (rem) in a window that is no wider (rem), narrowest first. The row's style sheet has the same widths. */
const ROWS = [
  { widest: 22, height: 5.25 },
  { widest: 40, height: 4 },
];
const ROW_REM = 2.75;

/**
 * The height of a row in px, which the virtual list has to know beforehand. It follows the window's width and the size of the
 * reader's letters. To be called where things are injected.
 */
export function injectRowHeight(): Signal<number> {
  const document = inject(DOCUMENT);
  const window = document.defaultView ?? globalThis.window;
  const widths = ROWS.map(({ widest, height }) => ({ query: window.matchMedia(`(max-width: ${widest}rem)`), height }));
  const measure = (): number => {
    const remPx = Number.parseFloat(window.getComputedStyle(document.documentElement).fontSize);
    return Math.round((widths.find(({ query }) => query.matches)?.height ?? ROW_REM) * remPx);
  };
  const height = signal(measure());
  const listening = new AbortController();
  const { signal: untilDestroyed } = listening;
  for (const { query } of widths)
    query.addEventListener('change', () => height.set(measure()), { signal: untilDestroyed });
  inject(DestroyRef).onDestroy(() => listening.abort());
  return height.asReadonly();
}
