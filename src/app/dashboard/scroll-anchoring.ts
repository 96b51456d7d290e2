// Scroll anchoring: rows stay at their place on the screen when something above them changes.
// The browser's own (`overflow-anchor`) is turned off, as it can't handle rows that are removed or moved.
import { assertInInjectionContext, DOCUMENT, effect, type ElementRef, inject, type Signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { StickyHeader } from '../sticky-header';

/** Number of visible rows that are compared. Some of them may have moved independently. */
const SAMPLE = 15;

/** Returns by how many places the rows from `first` on have moved between two orders: the median of a sample. */
export function shiftOfRows(before: readonly object[], after: readonly object[], first: number): number {
  const shifts = before
    .slice(first, first + SAMPLE)
    .map((row, index) => ({ from: first + index, to: after.indexOf(row) }))
    .filter(({ to }) => to >= 0)
    .map(({ from, to }) => to - from)
    .sort((a, b) => a - b);
  return shifts[Math.floor(shifts.length / 2)] ?? 0;
}

/**
 * Scrolls the page when the header grows or shrinks while the user points at the rows, uses them by keyboard or has scrolled: otherwise a
 * click would hit another person's row.
 */
export function injectHeaderCompensation(rows: Signal<ElementRef<HTMLElement>>, isHeld: Signal<boolean>): void {
  assertInInjectionContext(injectHeaderCompensation);
  const { body, documentElement, defaultView } = inject(DOCUMENT);
  const window = defaultView ?? globalThis.window;
  /** Extra space: below, if the page is too short to scroll far enough; above, if it can't scroll back any further. */
  const space = { below: 0, above: 0 };

  const header = inject(StickyHeader);
  /** Scroll position before the change. When a page shrinks, the browser scrolls first and sends the event later. */
  let scrolledPx = window.scrollY;
  const followScroll = (): void => {
    // The header's change may have caused this scroll, so it is handled first, with the old position.
    header.update();
    scrolledPx = window.scrollY;
  };

  const isInUse = (): boolean => isHeld() || rows().nativeElement.matches(':hover');
  const applySpace = (): void => {
    body.style.paddingBlockEnd = space.below > 0 ? `${space.below}px` : '';
    rows().nativeElement.style.marginBlockStart = space.above > 0 ? `${space.above}px` : '';
  };
  const compensate = (growth: number): void => {
    if (!isInUse() && scrolledPx === 0) return;
    const target = scrolledPx - space.above + growth;
    const furthest = documentElement.scrollHeight - space.above - space.below - window.innerHeight;
    space.above = isInUse() ? Math.max(0, -target) : 0;
    space.below = Math.max(0, target - furthest);
    applySpace();
    window.scrollTo({ top: Math.max(0, target), behavior: 'instant' });
    scrolledPx = window.scrollY;
  };
  const removeSpaceAbove = (): void => {
    if (space.above === 0 || isInUse()) return;
    space.above = 0;
    applySpace();
  };

  header.growth.pipe(takeUntilDestroyed()).subscribe(compensate);
  effect(() => {
    if (!isHeld()) removeSpaceAbove();
  });
  effect((onCleanup) => {
    const { nativeElement } = rows();
    documentElement.style.overflowAnchor = 'none';
    const listening = new AbortController();
    const { signal } = listening;
    nativeElement.addEventListener('pointerleave', removeSpaceAbove, { signal });
    window.addEventListener('scroll', followScroll, { passive: true, signal });
    onCleanup(() => {
      documentElement.style.overflowAnchor = '';
      body.style.paddingBlockEnd = '';
      listening.abort();
    });
  });
}
