import { computed, DOCUMENT, effect, type ElementRef, inject, NgZone, type Signal, signal } from '@angular/core';

/** The rows from `first` to before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** So many rows above and below the screen are there as well, so that there is something to scroll to. */
const MARGIN = 6;

/** The window moves by so many rows at once: not every pixel of scrolling is worth a change detection. */
const STEP = 4;

/**
 * Which rows of a long list are on the screen, as the page scrolls. `list` is the element that is as high as all rows together;
 * each is `rowHeight` px. To be called where things are injected.
 */
export function injectRowWindow(
  list: Signal<ElementRef<HTMLElement>>,
  rowHeight: Signal<number>,
  count: Signal<number>,
): Signal<RowRange> {
  const zone = inject(NgZone);
  const { defaultView, body } = inject(DOCUMENT);
  const window = defaultView ?? globalThis.window;
  const range = signal<RowRange>({ first: 0, end: 0 }, { equal: isSameRange });

  effect((onCleanup) => {
    const { nativeElement } = list();
    const height = rowHeight();
    const measure = (): void => {
      const next = rangeAt(-nativeElement.getBoundingClientRect().top, window.innerHeight, height);
      if (!isSameRange(next, range())) zone.run(() => range.set(next));
    };
    // What is above the list may grow, too.
    const observer = new ResizeObserver(measure);
    observer.observe(body);
    const listening = new AbortController();
    zone.runOutsideAngular(() => {
      window.addEventListener('scroll', measure, { passive: true, signal: listening.signal });
      window.addEventListener('resize', measure, { signal: listening.signal });
    });
    measure();
    onCleanup(() => {
      observer.disconnect();
      listening.abort();
    });
  });

  return computed(() => {
    const end = Math.min(range().end, count());
    // A list that has become shorter than the page was scrolled shows its last rows.
    return { first: Math.max(0, Math.min(range().first, end - (range().end - range().first))), end };
  });
}

function rangeAt(scrolledPx: number, screenPx: number, rowPx: number): RowRange {
  const first = Math.floor(scrolledPx / rowPx / STEP) * STEP - MARGIN;
  const rows = Math.ceil(screenPx / rowPx / STEP) * STEP + STEP + 2 * MARGIN;
  return { first: Math.max(0, first), end: Math.max(0, first + rows) };
}

function isSameRange(a: RowRange, b: RowRange): boolean {
  return a.first === b.first && a.end === b.end;
}
