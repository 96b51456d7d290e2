import {
  assertInInjectionContext,
  computed,
  DOCUMENT,
  effect,
  type ElementRef,
  inject,
  NgZone,
  type Signal,
  signal,
} from '@angular/core';

import { injectIsPrinting } from '../printing';

/** The rows from `first` to before `end`. */
interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Row height before the first measurement. */
const DEFAULT_ROW_PX = 44;

/** Number of extra rows above and below the screen. Without them, scrolling would show blank space. */
const MARGIN = 6;

/** Number of rows by which the window moves. Without it, every pixel scrolled would be a change detection. */
const STEP = 4;

/** Maximum number of printed rows, about ten sheets. Browsers can't lay out ten thousand in reasonable time. */
const MAX_PRINTED = 500;

/** Measures the height of a row in px: that of the `ruler`, to which the style sheet gives the height of a row. */
export function injectRowHeight(ruler: Signal<ElementRef<HTMLElement>>): Signal<number> {
  assertInInjectionContext(injectRowHeight);
  const height = signal(DEFAULT_ROW_PX);
  effect((onCleanup) => {
    const { nativeElement } = ruler();
    const measure = (): void => height.set(Math.round(nativeElement.getBoundingClientRect().height));
    // The observer's first call comes after the first paint.
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(nativeElement);
    onCleanup(() => observer.disconnect());
  });
  return height.asReadonly();
}

/** Returns the rows of a long list that are on the screen. `list` is as high as all `count` rows of `rowHeight` px together. */
export function injectRowWindow(
  list: Signal<ElementRef<HTMLElement>>,
  rowHeight: Signal<number>,
  count: Signal<number>,
): Signal<RowRange> {
  assertInInjectionContext(injectRowWindow);
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
    // Content above the list may change its height.
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
    // Shows the last rows if the list has become shorter than the page was scrolled.
    return { first: Math.max(0, Math.min(range().first, end - (range().end - range().first))), end };
  });
}

/** Returns the rows to print; `undefined` while the page isn't being printed. */
export function injectPrintedRows(count: Signal<number>): Signal<RowRange | undefined> {
  assertInInjectionContext(injectPrintedRows);
  const isPrinting = injectIsPrinting();
  return computed(() => (isPrinting() ? { first: 0, end: Math.min(count(), MAX_PRINTED) } : undefined));
}

/** Returns the row to which a key moves from row `from` of `count`, with `page` rows on the screen; `undefined` for other keys. */
export function rowAfterKey(key: string, from: number, count: number, page: number): number | undefined {
  const targets: Partial<Record<string, number>> = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - page,
    PageDown: from + page,
    Home: 0,
    End: count - 1,
  };
  const to = targets[key];
  return to === undefined ? undefined : Math.min(Math.max(to, 0), count - 1);
}

function rangeAt(scrolledPx: number, screenPx: number, rowPx: number): RowRange {
  const first = Math.floor(scrolledPx / rowPx / STEP) * STEP - MARGIN;
  const rows = Math.ceil(screenPx / rowPx / STEP) * STEP + STEP + 2 * MARGIN;
  return { first: Math.max(0, first), end: Math.max(0, first + rows) };
}

function isSameRange(a: RowRange, b: RowRange): boolean {
  return a.first === b.first && a.end === b.end;
}
