import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { ImportState } from '@contract/import';
import { catchError, defer, EMPTY, type Observable, Subject, switchMap, tap } from 'rxjs';

import { explainFailure } from '../http/failure';
import { ImportsApi, type ImportsPage } from './imports.api';

/** The list of imports, loaded page by page. */
@Service({ autoProvided: false })
export class PastImportsStore {
  private readonly api = inject(ImportsApi);

  /** Cursor of the page to load; `undefined` for the newest. */
  private readonly requests = new Subject<string | undefined>();
  private next: string | undefined;

  private readonly importsState = signal<readonly ImportState[]>([]);
  private readonly hasMoreState = signal(false);
  private readonly isLoadedState = signal(false);
  private readonly isLoadingState = signal(false);
  private readonly failureState = signal('');

  /** Newest first. */
  readonly imports = this.importsState.asReadonly();
  readonly hasMore = this.hasMoreState.asReadonly();
  /** Whether the first page has been loaded. */
  readonly isLoaded = this.isLoadedState.asReadonly();
  readonly isLoading = this.isLoadingState.asReadonly();
  /** Why the latest request failed, as a clause; '' if it didn't. */
  readonly failure = this.failureState.asReadonly();

  constructor() {
    this.requests
      .pipe(
        switchMap((before) => this.requestPage(before)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Reloads the newest page. The list stays until the response arrives. */
  reload(): void {
    this.requests.next(undefined);
  }

  /** Loads the next page, or the page that failed to load. */
  loadMore(): void {
    if (!this.isLoading()) this.requests.next(this.next);
  }

  private requestPage(before: string | undefined): Observable<ImportsPage> {
    return defer(() => {
      this.isLoadingState.set(true);
      this.failureState.set('');
      return this.api.listImports(before);
    }).pipe(
      tap((page) => this.addPage(page, before)),
      catchError((error: unknown) => {
        this.isLoadingState.set(false);
        this.failureState.set(explainFailure(error));
        return EMPTY;
      }),
    );
  }

  private addPage({ imports, next }: ImportsPage, before: string | undefined): void {
    this.next = next;
    this.importsState.update((known) => (before === undefined ? imports : [...known, ...imports]));
    this.hasMoreState.set(next !== undefined);
    this.isLoadingState.set(false);
    this.isLoadedState.set(true);
  }
}
