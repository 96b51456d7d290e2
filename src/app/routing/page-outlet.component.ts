import {
  afterNextRender,
  Component,
  DOCUMENT,
  effect,
  inject,
  Injector,
  signal,
  type Type,
  untracked,
} from '@angular/core';

import { SHELL_TEXT } from '../messages/shell';
import { Address } from './address';
import type { PageRoute } from './page-route';
import { ShowDirective } from './show.directive';

/** Shows the page that the address names, or the sign-in in its place. */
@Component({
  selector: 'vw-page-outlet',
  imports: [ShowDirective],
  template: `
    @if (failed()) {
      <div class="failed" role="alert">
        <p>{{ text.failed }}</p>
        <button type="button" (click)="reload()">{{ text.reload }}</button>
      </div>
    } @else {
      <ng-container [vwShow]="page()" />
    }
  `,
  styles: `
    .failed {
      display: grid;
      gap: 1rem;
      justify-items: start;
      padding: 2rem var(--page-padding);
    }
  `,
})
export class PageOutletComponent {
  private readonly address = inject(Address);
  private readonly window = inject(DOCUMENT).defaultView ?? globalThis.window;
  private readonly injector = inject(Injector);

  private readonly route = this.address.page;
  private readonly pageState = signal<Type<unknown> | undefined>(undefined);
  private readonly failedState = signal(false);
  private showing = Promise.resolve();

  protected readonly text = SHELL_TEXT.page;
  protected readonly page = this.pageState.asReadonly();
  protected readonly failed = this.failedState.asReadonly();

  constructor() {
    effect(() => {
      const route = this.route();
      if (!route) return;
      untracked(() => {
        this.showing = this.show(route);
      });
    });
    this.address.whenShown(async () => {
      await this.rendered();
      await this.showing;
    });
  }

  /** A page that isn't there any more: the server has a newer build. */
  protected reload(): void {
    this.window.location.reload();
  }

  private async show(route: PageRoute): Promise<void> {
    try {
      const page = await route.load();
      if (route !== this.route()) return;
      const isFirst = this.pageState() === undefined;
      this.failedState.set(false);
      this.pageState.set(page);
      await this.rendered();
      // As a page that is loaded anew would have it: the next Tab goes to the first thing of the new page.
      if (!isFirst)
        this.window.document.querySelector<HTMLElement>('main:not(:focus-within)')?.focus({ preventScroll: true });
    } catch {
      // Whoever has gone elsewhere meanwhile misses nothing.
      if (route === this.route()) this.failedState.set(true);
    }
  }

  private rendered(): Promise<void> {
    return new Promise((resolve) => afterNextRender(() => resolve(), { injector: this.injector }));
  }
}
