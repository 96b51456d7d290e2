import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { ImportState } from '@contract/import';
import { catchError, defer, EMPTY, type Observable, Subject, switchMap, tap } from 'rxjs';

import { explainFailure } from '../http/failure';
import { ImportsApi, type ImportsPage } from './imports.api';

/** The imports there were and are, asked for page by page; it lives as long as their page. */
@Injectable()
export class PastImportsStore {
  private readonly api = inject(ImportsApi);

  /** The cursor of the page to ask for; `undefined` begins with the newest. */
  private readonly requests = new Subject<string | undefined>();
  private next: string | undefined;

  private readonly importsState = signal<readonly ImportState[]>([]);
  private readonly hasMoreState = signal(false);
  private readonly isLoadedState = signal(false);
  private readonly isLoadingState = signal(false);
  private readonly failureState = signal('');

  /** The newest first. */
  readonly imports = this.importsState.asReadonly();
  readonly hasMore = this.hasMoreState.asReadonly();
  /** Whether they have been there yet. */
  readonly isLoaded = this.isLoadedState.asReadonly();
  readonly isLoading = this.isLoadingState.asReadonly();
  /** Why the latest request failed, as a clause; '' when it didn't. */
  readonly failure = this.failureState.asReadonly();

  constructor() {
    this.requests
      .pipe(
        switchMap((before) => this.ask(before)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Asks for the newest again; what is there stays until they come. */
  reload(): void {
    this.requests.next(undefined);
  }

  /** Loads what is older than what is there; after a failure, what could not be had. */
  loadMore(): void {
    if (!this.isLoading()) this.requests.next(this.next);
  }

  private ask(before: string | undefined): Observable<ImportsPage> {
    return defer(() => {
      this.isLoadingState.set(true);
      this.failureState.set('');
      return this.api.list(before);
    }).pipe(
      tap((page) => this.takePage(page, before)),
      catchError((error: unknown) => {
        this.isLoadingState.set(false);
        this.failureState.set(explainFailure(error));
        return EMPTY;
      }),
    );
  }

  private takePage({ imports, next }: ImportsPage, before: string | undefined): void {
    this.next = next;
    this.importsState.update((known) => (before === undefined ? imports : [...known, ...imports]));
    this.hasMoreState.set(next !== undefined);
    this.isLoadingState.set(false);
    this.isLoadedState.set(true);
  }
}
