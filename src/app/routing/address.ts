import { computed, DestroyRef, DOCUMENT, inject, InjectionToken, Service, signal } from '@angular/core';

import { SignInGate } from '../sign-in/sign-in-gate';
import { SIGN_IN_ROUTE } from '../sign-in/sign-in.route';
import { matchRoute, type PageRoute } from './page-route';

/** The pages of the application; the first one stands for addresses that have none. */
export const PAGE_ROUTES = new InjectionToken<readonly PageRoute[]>('PAGE_ROUTES');

/** What a query is to become; `undefined` takes a parameter out. */
export type QueryChanges = Readonly<Record<string, string | undefined>>;

/**
 * The address bar as signals. Links are plain `<a href>`: the browser's Navigation API hands over those that lead to a page
 * of ours. In a browser without it they load the page anew, which the server has at every address.
 */
@Service()
export class Address {
  private readonly routes = inject(PAGE_ROUTES);
  private readonly gate = inject(SignInGate);
  private readonly window = inject(DOCUMENT).defaultView ?? globalThis.window;

  private readonly urlState = signal(this.currentUrl());
  private shown: (() => Promise<void>) | undefined;

  readonly path = computed(() => this.urlState().pathname);
  /** Not to be changed: {@link changeQuery} does that. */
  readonly query = computed(() => this.urlState().searchParams);
  /** The page that the address names. */
  readonly match = computed(() => matchRoute(this.routes, this.path()) ?? this.firstPage());
  /** The page to show. */
  readonly page = computed(() => (this.gate.isClosed() ? SIGN_IN_ROUTE : this.match()?.route));

  constructor() {
    const leaving = new AbortController();
    const { signal } = leaving;
    // Baseline of 2026: older browsers don't have it.
    const { navigation } = this.window as { readonly navigation?: Navigation };
    navigation?.addEventListener('navigate', (event) => this.take(event), { signal });
    this.window.addEventListener('popstate', () => this.read(), { signal });
    inject(DestroyRef).onDestroy(() => leaving.abort());
  }

  /** Goes to another address of the application. */
  go(href: string): void {
    this.window.history.pushState(undefined, '', href);
    this.read();
  }

  /** Changes the query of this page's address; `push` lets "back" undo it. */
  changeQuery(changes: QueryChanges, history: 'push' | 'replace' = 'replace'): void {
    const url = this.currentUrl();
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    if (url.href === this.currentUrl().href) return;
    this.window.history[history === 'push' ? 'pushState' : 'replaceState'](undefined, '', url);
    this.read();
  }

  /** Who shows the pages tells how to wait for that, so that the browser restores the scroll position in the right one. */
  whenShown(shown: () => Promise<void>): void {
    this.shown = shown;
  }

  private take(event: NavigateEvent): void {
    const url = new URL(event.destination.url);
    const isOurs = event.canIntercept && !event.hashChange && event.downloadRequest === null && event.formData === null;
    if (!isOurs || !matchRoute(this.routes, url.pathname)) return;
    const isSamePage = url.pathname === this.path();
    event.intercept({
      // A filter that changes is no new page: whoever reads stays where they are.
      focusReset: 'manual',
      scroll: isSamePage ? 'manual' : 'after-transition',
      handler: async () => {
        this.urlState.set(url);
        await this.shown?.();
      },
    });
  }

  private read(): void {
    const url = this.currentUrl();
    if (url.href !== this.urlState().href) this.urlState.set(url);
  }

  private currentUrl(): URL {
    return new URL(this.window.location.href);
  }

  private firstPage(): ReturnType<typeof matchRoute> {
    return this.routes[0] && { route: this.routes[0], params: {} };
  }
}
