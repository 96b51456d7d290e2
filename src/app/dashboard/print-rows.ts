import { ApplicationRef, computed, DestroyRef, DOCUMENT, inject, type Signal, signal } from '@angular/core';

import type { RowRange } from './row-window';

/** About ten sheets; nobody wants ten thousand rows on paper, and no browser lays them out in time. */
export const MOST_PRINTED = 500;

/** Which rows go on paper, while the page is being printed. To be called where things are injected. */
export function injectPrintRows(count: Signal<number>): Signal<RowRange | undefined> {
  const application = inject(ApplicationRef);
  const { defaultView } = inject(DOCUMENT);
  const isPrinting = signal(false);
  const listening = new AbortController();
  const turn = (isOn: boolean): void => {
    isPrinting.set(isOn);
    // [spec] HTML, printing steps: what isn't there when the event has been handled isn't printed.
    application.tick();
  };
  defaultView?.addEventListener('beforeprint', () => turn(true), { signal: listening.signal });
  defaultView?.addEventListener('afterprint', () => turn(false), { signal: listening.signal });
  inject(DestroyRef).onDestroy(() => listening.abort());
  return computed(() => (isPrinting() ? { first: 0, end: Math.min(count(), MOST_PRINTED) } : undefined));
}
