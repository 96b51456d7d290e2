import { computed, DOCUMENT, effect, inject, NgZone, Service, signal, type Type } from '@angular/core';

import { ViewStore } from './view.store';

/** The full screen for a wall: as the address says, whether by a button, a key or a kiosk that opens it so. */
@Service({ autoProvided: false })
export class WallScreen {
  private readonly document = inject(DOCUMENT);
  private readonly views = inject(ViewStore);
  private readonly zone = inject(NgZone);

  private readonly componentState = signal<Type<unknown> | undefined>(undefined);

  readonly isOn = computed(() => this.views.view().isWall);
  /** What to show then; `undefined` until it has been loaded, as hardly anybody needs it at once. */
  readonly component = this.componentState.asReadonly();

  constructor() {
    effect((onCleanup) => {
      if (!this.isOn()) return;
      void this.load();
      const { documentElement } = this.document;
      const listening = new AbortController();
      // Where the style sheet takes away what a wall doesn't need.
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
    // Where it can't be had (an iPhone, a frame), the wall fills what the page has.
    if (this.document.fullscreenEnabled) this.document.documentElement.requestFullscreen().catch(() => undefined);
  }

  toggle(): void {
    if (this.isOn()) this.leave();
    else this.enter();
  }

  leave(): void {
    this.views.change({ isWall: false });
    if (this.document.fullscreenElement) void this.document.exitFullscreen();
  }

  private async load(): Promise<void> {
    try {
      const { WallComponent } = await import('./late-parts');
      this.componentState.set(WallComponent);
    } catch {
      // The server is away, or has a newer build: the list is still there.
      this.leave();
    }
  }

  /** The browser ends it by itself on Esc. */
  private followFullscreen(): void {
    if (!this.document.fullscreenElement) this.zone.run(() => this.leave());
  }
}
