import { computed, DestroyRef, DOCUMENT, inject, InjectionToken, Service, type Signal, signal } from '@angular/core';

import { matchRoute, type PageRoute } from './page-route';

/** The pages of the application. The first one is shown for unknown addresses. */
export const PAGE_ROUTES = new InjectionToken<readonly PageRoute[]>('PAGE_ROUTES');

/** A page shown instead of the one at the address, such as the sign-in page; `undefined` for none. */
export const OVERRIDING_PAGE = new InjectionToken<Signal<PageRoute | undefined>>('OVERRIDING_PAGE', {
  providedIn: 'root',
  factory: () => signal(undefined).asReadonly(),
});

/** Changes to a query; `undefined` removes a parameter. */
export type QueryChanges = Readonly<Record<string, string | undefined>>;

/**
 * The address bar as signals. Links are plain `<a href>`; the browser's Navigation API intercepts those to pages of the
 * application. In a browser without that API they load the document again, which the server sends for every address.
 */
@Service()
export class Address {
  private readonly routes = inject(PAGE_ROUTES);
  private readonly overridingPage = inject(OVERRIDING_PAGE);
  private readonly window = inject(DOCUMENT).defaultView ?? globalThis.window;

  private readonly urlState = signal(this.currentUrl());
  private shown: (() => Promise<void>) | undefined;

  readonly path = computed(() => this.urlState().pathname);
  /** Read-only: {@link changeQuery} changes it. */
  readonly query = computed(() => this.urlState().searchParams);
  /** The page at the address. */
  readonly match = computed(() => matchRoute(this.routes, this.path()) ?? this.firstPage());
  /** The page to show. */
  readonly page = computed(() => this.overridingPage() ?? this.match()?.route);

  constructor() {
    const listeners = new AbortController();
    const { signal } = listeners;
    // Baseline since 2026: older browsers don't have it.
    const { navigation } = this.window as { readonly navigation?: Navigation };
    navigation?.addEventListener('navigate', (event) => this.interceptNavigation(event), { signal });
    this.window.addEventListener('popstate', () => this.readUrl(), { signal });
    inject(DestroyRef).onDestroy(() => listeners.abort());
  }

  /** Navigates to another address of the application. */
  go(href: string): void {
    this.window.history.pushState(undefined, '', href);
    this.readUrl();
  }

  /** Changes the query of the current address. With `push`, the back button undoes the change. */
  changeQuery(changes: QueryChanges, history: 'push' | 'replace' = 'replace'): void {
    const url = this.currentUrl();
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    if (url.href === this.currentUrl().href) return;
    this.window.history[history === 'push' ? 'pushState' : 'replaceState'](undefined, '', url);
    this.readUrl();
  }

  /** Sets how to wait until a page is rendered. The browser then restores its scroll position. */
  whenShown(shown: () => Promise<void>): void {
    this.shown = shown;
  }

  private interceptNavigation(event: NavigateEvent): void {
    const url = new URL(event.destination.url);
    const isInternal =
      event.canIntercept && !event.hashChange && event.downloadRequest === null && event.formData === null;
    if (!isInternal || !matchRoute(this.routes, url.pathname)) return;
    const isSamePage = url.pathname === this.path();
    event.intercept({
      // A change of the query, such as a filter, keeps the scroll position.
      focusReset: 'manual',
      scroll: isSamePage ? 'manual' : 'after-transition',
      handler: async () => {
        this.urlState.set(url);
        await this.shown?.();
      },
    });
  }

  private readUrl(): void {
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
