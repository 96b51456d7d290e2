import { DOCUMENT, inject, Service } from '@angular/core';
import { Subject } from 'rxjs';

/** The part of the window's height that may be taken from what somebody scrolls through. */
const LARGEST_SHARE = 0.4;

/** What of the header stays while the page scrolls. */
type Sticking = 'all' | 'alarms' | 'nothing';

/** The header's height, which alarms and the size of the letters change, and how much of it stays in sight. */
@Service()
export class StickyHeader {
  private readonly document = inject(DOCUMENT);
  private readonly growthState = new Subject<number>();
  private measure: (() => void) | undefined;

  /** By how many px it has just become higher (or lower: negative); told before that is painted. */
  readonly growth = this.growthState.asObservable();

  /** Tells of a growth that isn't told yet. */
  update(): void {
    this.measure?.();
  }

  /** Follows the header and its bar, above which nothing is and below which there are alarms. Gives the way to end it. */
  follow(header: HTMLElement, bar: HTMLElement): () => void {
    const { defaultView, documentElement } = this.document;
    let before: number | undefined;
    const measure = (): void => {
      const [height, barHeight] = [header.offsetHeight, bar.offsetHeight];
      const sticking = whatSticks(height, barHeight, defaultView?.innerHeight ?? 0);
      header.dataset['sticks'] = sticking;
      documentElement.style.setProperty('--header-height', `${heightOf(sticking, height, barHeight)}px`);
      documentElement.style.setProperty('--bar-shown', `${barHeight}px`);
      const growth = height - (before ?? height);
      before = height;
      if (growth !== 0) this.growthState.next(growth);
    };
    this.measure = measure;
    const observer = new ResizeObserver(measure);
    observer.observe(header);
    observer.observe(bar);
    const listening = new AbortController();
    defaultView?.addEventListener('resize', measure, { signal: listening.signal });
    return () => {
      this.measure = undefined;
      observer.disconnect();
      listening.abort();
    };
  }
}

/** All of it if there is room, otherwise the alarms if there are any and they leave room. */
export function whatSticks(heightPx: number, barPx: number, windowPx: number): Sticking {
  const most = windowPx * LARGEST_SHARE;
  if (heightPx <= most) return 'all';
  // A border is no alarm.
  const alarms = heightPx - barPx;
  return alarms > 2 && alarms <= most ? 'alarms' : 'nothing';
}

function heightOf(sticking: Sticking, heightPx: number, barPx: number): number {
  switch (sticking) {
    case 'all':
      return heightPx;
    case 'alarms':
      return heightPx - barPx;
    case 'nothing':
      return 0;
  }
}
