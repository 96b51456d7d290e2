import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { ImportState } from '@contract/import';
import { catchError, defer, EMPTY, type Observable, retry, Subject, switchMap, takeUntil, tap, timer } from 'rxjs';

import { explainFailure } from '../http/failure';
import { ApiError, LateError } from '../http/json-api';
import { type ConnectionState, type SseEvent, type SseMessage, SseService } from '../sse.service';
import { IMPORTS_TEXT } from '../messages/imports';
import { applyEvents, NO_EVENTS } from './import-events';
import { viewOf } from './import-view';
import { ImportsApi } from './imports.api';

const NOT_FOUND = 404;
const SERVER_ERROR = 500;

const RETRY_MS = 2_000;

const CONNECTING: ConnectionState = { name: 'connecting' };

/** State of one import, from its first event to its last. */
@Service({ autoProvided: false })
export class ImportStatusStore {
  private readonly api = inject(ImportsApi);
  private readonly sse = inject(SseService);

  private readonly ids = new Subject<string>();
  private readonly endings = new Subject<void>();
  private readonly facts = signal<ImportState | undefined>(undefined);
  private readonly events = signal(NO_EVENTS);
  private readonly connection = signal(CONNECTING);
  private readonly failureState = signal('');

  /** Why the import can't be shown, in a sentence; '' if it can. */
  readonly failure = this.failureState.asReadonly();
  /** `undefined` until the import has been loaded. */
  readonly view = computed(() => {
    const facts = this.facts();
    return facts && viewOf(facts, this.events());
  });
  /** The row errors that the stream has reported. */
  readonly errors = computed(() => this.events().errors);
  /** Time (ms since 1970) at which the stream was lost; `undefined` while it is open. */
  readonly lostSince = computed(() => {
    const state = this.connection();
    const isLost = state.name === 'reconnecting' || state.name === 'offline';
    return isLost && !this.events().done ? state.since : undefined;
  });

  constructor() {
    this.ids
      .pipe(
        switchMap((id) => this.load(id)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Loads an import and follows its stream; after a failure, again. */
  follow(id: string): void {
    this.ids.next(id);
  }

  private load(id: string): Observable<unknown> {
    this.facts.set(undefined);
    this.events.set(NO_EVENTS);
    this.connection.set(CONNECTING);
    this.failureState.set('');
    return this.requestImport(id).pipe(
      tap((facts) => {
        this.failureState.set('');
        this.facts.set(facts);
      }),
      // Open the stream only after the import was found: a refused stream would be retried forever.
      switchMap(() => this.streamEvents(id)),
      // Catch the error inside the switch, so that the next import is still followed.
      catchError((error: unknown) => {
        this.failureState.set(describeFailure(error));
        return EMPTY;
      }),
    );
  }

  /** Retries while the server is unavailable, for example during a restart. */
  private requestImport(id: string): Observable<ImportState> {
    return defer(() => this.api.getImport(id)).pipe(
      retry({
        delay: (error: unknown) => {
          this.failureState.set(describeFailure(error));
          return isTransient(error) ? timer(RETRY_MS) : EMPTY;
        },
      }),
    );
  }

  private streamEvents(id: string): Observable<SseMessage> {
    const types = ['progress', 'line-error', 'done'];
    // applyEvents drops repeated events. Event ids can't serve for that: an event without an id has the id of the one before.
    return this.sse.stream({ url: this.api.eventsUrl(id), types }).pipe(
      tap((message) => {
        if (message.kind === 'state') this.connection.set(message.state);
        if (message.kind === 'events') this.applyEvents(message.events);
      }),
      takeUntil(this.endings),
    );
  }

  private applyEvents(events: readonly SseEvent[]): void {
    this.events.update((before) => applyEvents(before, events));
    // The server now closes the stream, which would look like a lost connection.
    if (this.events().done) this.endings.next();
  }
}

function describeFailure(error: unknown): string {
  const { unknown, failed } = IMPORTS_TEXT.run;
  return error instanceof ApiError && error.status === NOT_FOUND ? unknown : failed(explainFailure(error));
}

/** Tests whether a retry may succeed. */
function isTransient(error: unknown): boolean {
  return (
    error instanceof LateError || (error instanceof ApiError && (error.status === 0 || error.status >= SERVER_ERROR))
  );
}
