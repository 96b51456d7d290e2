import { DOCUMENT, inject, NgZone, Service } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { fromEvent, map, merge, Subject } from 'rxjs';

/** Whether somebody may be looking at this page, and whether it runs at all. */
@Service()
export class PageLife {
  private readonly zone = inject(NgZone);
  private readonly document = inject(DOCUMENT);
  private readonly window = this.document.defaultView ?? globalThis.window;

  private isShown = true;
  private isFrozen = false;
  private readonly changed = new Subject<void>();

  /** Something of it may be different now. Told outside the zone. */
  readonly changes = this.changed.asObservable();

  constructor() {
    const { window, document } = this;
    const changes = merge(
      fromEvent(document, 'visibilitychange'),
      // [spec] HTML, 7.4.6: a page that is navigated away from may be kept, and shown again as it was.
      fromEvent(window, 'pagehide').pipe(map(() => (this.isShown = false))),
      fromEvent(window, 'pageshow').pipe(map(() => (this.isShown = true))),
      // [spec] Page Lifecycle, 4.2: no task of a frozen page runs before it is resumed.
      fromEvent(document, 'freeze').pipe(map(() => (this.isFrozen = true))),
      fromEvent(document, 'resume').pipe(map(() => (this.isFrozen = false))),
    ).pipe(takeUntilDestroyed());
    this.zone.runOutsideAngular(() => changes.subscribe(() => this.changed.next()));
  }

  /** Whether it is on the screen, as far as the browser knows. */
  get isVisible(): boolean {
    return this.document.visibilityState === 'visible';
  }

  /** False from the moment it is put aside (frozen, or into the back/forward cache) until it goes on. */
  get isRunning(): boolean {
    return this.isShown && !this.isFrozen;
  }
}
