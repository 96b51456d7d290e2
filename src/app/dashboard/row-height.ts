import { effect, type ElementRef, type Signal, signal } from '@angular/core';

/** Until it has been measured. */
const USUAL_PX = 44;

/**
 * The height of a row in px, which the virtual list has to know beforehand: that of an element to which the style sheet gives
 * the height of a row. It follows the window's width and the size of the reader's letters. To be called where things are injected.
 */
export function injectRowHeight(ruler: Signal<ElementRef<HTMLElement>>): Signal<number> {
  const height = signal(USUAL_PX);
  effect((onCleanup) => {
    const { nativeElement } = ruler();
    const measure = (): void => height.set(Math.round(nativeElement.getBoundingClientRect().height));
    // The observer is heard too late for the first picture.
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(nativeElement);
    onCleanup(() => observer.disconnect());
  });
  return height.asReadonly();
}
