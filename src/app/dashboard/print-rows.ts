import { computed, type Signal } from '@angular/core';

import { injectIsPrinting } from '../printing';
import type { RowRange } from './row-window';

/** About ten sheets; nobody wants ten thousand rows on paper, and no browser lays them out in time. */
export const MOST_PRINTED = 500;

/** Which rows go on paper, while the page is being printed. To be called where things are injected. */
export function injectPrintRows(count: Signal<number>): Signal<RowRange | undefined> {
  const isPrinting = injectIsPrinting();
  return computed(() => (isPrinting() ? { first: 0, end: Math.min(count(), MOST_PRINTED) } : undefined));
}
