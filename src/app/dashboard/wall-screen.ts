import { computed, DOCUMENT, effect, inject, NgZone, Service } from '@angular/core';

import { ViewStore } from './view.store';

/** The full screen for a wall display. It is on if the URL says so: by a button, a key, or a kiosk that opens that URL. */
@Service({ autoProvided: false })
export class WallScreen {
  private readonly document = inject(DOCUMENT);
  private readonly views = inject(ViewStore);
  private readonly zone = inject(NgZone);

  readonly isOn = computed(() => this.views.view().isWall);

  constructor() {
    effect((onCleanup) => {
      if (!this.isOn()) return;
      const { documentElement } = this.document;
      const listening = new AbortController();
      // The style sheet hides what a wall display doesn't need.
      documentElement.dataset['wall'] = '';
      this.document.addEventListener('fullscreenchange', () => this.followFullscreen(), { signal: listening.signal });
      onCleanup(() => {
        delete documentElement.dataset['wall'];
        listening.abort();
      });
    });
  }

  enter(): void {
    this.views.change({ isWall: true });
    // Where full screen is unavailable (on an iPhone, in a frame), the wall fills the window.
    if (this.document.fullscreenEnabled) this.document.documentElement.requestFullscreen().catch(() => undefined);
  }

  exit(): void {
    this.views.change({ isWall: false });
    if (this.document.fullscreenElement) void this.document.exitFullscreen();
  }

  toggle(): void {
    if (this.isOn()) this.exit();
    else this.enter();
  }

  /** Exits the wall too when the browser exits full screen on Esc. */
  private followFullscreen(): void {
    if (!this.document.fullscreenElement) this.zone.run(() => this.exit());
  }
}

/**
 * Keeps the screen on until `signal` is aborted, in browsers that support it and in a secure context. Requests the lock again when a
 * hidden page is visible again, as hiding it releases the lock.
 */
export function keepScreenOn(document: Document, signal: AbortSignal): void {
  const navigator = document.defaultView?.navigator;
  // [spec] Screen Wake Lock: undefined outside secure contexts.
  if (!navigator || !('wakeLock' in navigator)) return;
  const request = (): void => {
    if (document.visibilityState !== 'visible') return;
    navigator.wakeLock.request('screen').then(
      (lock) => {
        if (signal.aborted) void lock.release();
        else signal.addEventListener('abort', () => void lock.release());
      },
      // Refused, for example because the battery is low.
      () => undefined,
    );
  };
  document.addEventListener('visibilitychange', request, { signal });
  request();
}
