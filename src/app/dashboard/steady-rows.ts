import { DOCUMENT, effect, type ElementRef, inject, type Signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { StickyHeader } from '../sticky-header';

/**
 * Leaves the rows where they are on the screen when the header grows or shrinks, for whoever points at them, goes through
 * them by keyboard or has scrolled: a click would go to somebody else. To be called where things are injected.
 */
export function injectSteadyRows(rows: Signal<ElementRef<HTMLElement>>, isHeld: Signal<boolean>): void {
  const { body, documentElement, defaultView } = inject(DOCUMENT);
  const window = defaultView ?? globalThis.window;
  /** Room below, where the page is too short to be scrolled, and above, where it can't be scrolled back any further. */
  const room = { below: 0, above: 0 };

  const header = inject(StickyHeader);
  /** A page that becomes shorter is scrolled back by the browser before one can ask from where; the event comes later. */
  let scrolledPx = window.scrollY;
  const followScroll = (): void => {
    // The browser may have scrolled because of it: it counts from where the page was before.
    header.update();
    scrolledPx = window.scrollY;
  };

  const isAimedAt = (): boolean => isHeld() || rows().nativeElement.matches(':hover');
  const makeRoom = (): void => {
    body.style.paddingBlockEnd = room.below > 0 ? `${room.below}px` : '';
    rows().nativeElement.style.marginBlockStart = room.above > 0 ? `${room.above}px` : '';
  };
  const compensate = (growth: number): void => {
    if (!isAimedAt() && scrolledPx === 0) return;
    const wanted = scrolledPx - room.above + growth;
    const furthest = documentElement.scrollHeight - room.above - room.below - window.innerHeight;
    room.above = isAimedAt() ? Math.max(0, -wanted) : 0;
    room.below = Math.max(0, wanted - furthest);
    makeRoom();
    window.scrollTo({ top: Math.max(0, wanted), behavior: 'instant' });
    scrolledPx = window.scrollY;
  };
  const settle = (): void => {
    if (room.above === 0 || isAimedAt()) return;
    room.above = 0;
    makeRoom();
  };

  header.growth.pipe(takeUntilDestroyed()).subscribe(compensate);
  effect(() => {
    if (!isHeld()) settle();
  });
  effect((onCleanup) => {
    const { nativeElement } = rows();
    // The browser's own way of doing it doesn't know these rows; both together would go twice as far.
    documentElement.style.overflowAnchor = 'none';
    const listening = new AbortController();
    const { signal } = listening;
    nativeElement.addEventListener('pointerleave', settle, { signal });
    window.addEventListener('scroll', followScroll, { passive: true, signal });
    onCleanup(() => {
      documentElement.style.overflowAnchor = '';
      body.style.paddingBlockEnd = '';
      listening.abort();
    });
  });
}
