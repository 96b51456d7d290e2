import { computed, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { ImportState } from '@contract/import';
import { catchError, defer, EMPTY, type Observable, retry, Subject, switchMap, takeUntil, tap, timer } from 'rxjs';

import { explainFailure } from '../http/failure';
import { ApiError, LateError } from '../http/json-api';
import { type ConnectionState, type SseEvent, type SseMessage, SseService } from '../sse.service';
import { IMPORTS_TEXT } from '../messages/imports';
import { tellOn, UNTOLD } from './import-story';
import { viewOf } from './import-view';
import { ImportsApi } from './imports.api';

const NOT_FOUND = 404;
const SERVER_ERROR = 500;

/** How long it waits before it asks again. */
const ASK_AGAIN_MS = 2_000;

const CONNECTING: ConnectionState = { name: 'connecting' };

/** One import, followed from its first event to its last; it lives as long as what shows it. */
@Injectable()
export class ImportWatchStore {
  private readonly api = inject(ImportsApi);
  private readonly sse = inject(SseService);

  private readonly ids = new Subject<string>();
  private readonly endings = new Subject<void>();
  private readonly facts = signal<ImportState | undefined>(undefined);
  private readonly story = signal(UNTOLD);
  private readonly connection = signal(CONNECTING);
  private readonly failureState = signal('');

  /** Why it can't be shown, in a sentence; '' when it can. */
  readonly failure = this.failureState.asReadonly();
  /** What it is and how far; `undefined` until that is known. */
  readonly view = computed(() => {
    const facts = this.facts();
    return facts && viewOf(facts, this.story());
  });
  /** What is wrong with its rows, as far as the stream tells it. */
  readonly errors = computed(() => this.story().errors);
  /** Since when (ms since 1970) nothing is heard of it; `undefined` while it is. */
  readonly lostSince = computed(() => {
    const state = this.connection();
    const isLost = state.name === 'reconnecting' || state.name === 'offline';
    return isLost && !this.story().done ? state.since : undefined;
  });

  constructor() {
    this.ids
      .pipe(
        switchMap((id) => this.follow(id)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Follows this one from now on; again, after a failure. */
  watch(id: string): void {
    this.ids.next(id);
  }

  private follow(id: string): Observable<unknown> {
    this.facts.set(undefined);
    this.story.set(UNTOLD);
    this.connection.set(CONNECTING);
    this.failureState.set('');
    return this.find(id).pipe(
      tap((facts) => {
        this.failureState.set('');
        this.facts.set(facts);
      }),
      // Not before it is known to be there: a stream that is refused would be asked for again and again.
      switchMap(() => this.hear(id)),
      // Within each: the next import is followed whatever became of this one.
      catchError((error: unknown) => {
        this.failureState.set(describeFailure(error));
        return EMPTY;
      }),
    );
  }

  /** Asks until there is an answer: a server that is being restarted has it in a moment. */
  private find(id: string): Observable<ImportState> {
    return defer(() => this.api.find(id)).pipe(
      retry({
        delay: (error: unknown) => {
          this.failureState.set(describeFailure(error));
          return isPassing(error) ? timer(ASK_AGAIN_MS) : EMPTY;
        },
      }),
    );
  }

  private hear(id: string): Observable<SseMessage> {
    const types = ['progress', 'line-error', 'done'];
    // Repetitions are left out by the story: of ids, an event without one has that of the event before.
    return this.sse.stream({ url: this.api.eventsUrl(id), types }).pipe(
      tap((message) => {
        if (message.kind === 'state') this.connection.set(message.state);
        if (message.kind === 'events') this.takeEvents(message.events);
      }),
      takeUntil(this.endings),
    );
  }

  private takeEvents(events: readonly SseEvent[]): void {
    this.story.update((story) => tellOn(story, events));
    // The server ends the stream then, which would look like a loss.
    if (this.story().done) this.endings.next();
  }
}

function describeFailure(error: unknown): string {
  const { unknown, failed } = IMPORTS_TEXT.run;
  return error instanceof ApiError && error.status === NOT_FOUND ? unknown : failed(explainFailure(error));
}

/** Whether the server may answer when it is asked again. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof LateError || (error instanceof ApiError && (error.status === 0 || error.status >= SERVER_ERROR))
  );
}
