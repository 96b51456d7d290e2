import { computed, signal } from '@angular/core';

import type { ConnectionState, SseGap } from '../sse.service';
import type { ServerClock } from '../readings/server-clock';
import type { LoadFailure } from './snapshot-loader';

const CONNECTING: ConnectionState = { name: 'connecting' };

/** What is known of the way on which readings come: where the connection stands, and what could not be had. In the server's time. */
export class FeedState {
  private readonly clock: ServerClock;
  private readonly connectionState = signal(CONNECTING);
  private readonly gapState = signal<SseGap | undefined>(undefined);
  private readonly isCompleteState = signal(true);
  private readonly failureState = signal<LoadFailure | undefined>(undefined);

  /** The latest gap that nobody has dismissed. */
  readonly gap = this.gapState.asReadonly();
  /** Whether no reading is missing from the table: false from a gap to the snapshot after it. */
  readonly isComplete = this.isCompleteState.asReadonly();
  /** Why everyone's latest reading could not be loaded; `undefined` when it was. */
  readonly failure = this.failureState.asReadonly();
  /** A stream that flows while readings are missing is no reason to call the page live. */
  readonly connection = computed(() => {
    const state = this.connectionState();
    return state.name === 'live' && !this.isComplete() ? CONNECTING : state;
  });
  readonly isLive = computed(() => this.connection().name === 'live');

  constructor(clock: ServerClock) {
    this.clock = clock;
  }

  connectionIs(state: ConnectionState): void {
    this.connectionState.set('since' in state ? { ...state, since: this.clock.at(state.since) } : state);
  }

  missed(gap: SseGap): void {
    this.gapState.set(gap);
    this.isCompleteState.set(false);
  }

  failed(failure: LoadFailure): void {
    this.failureState.set({ ...failure, retryAt: this.clock.at(failure.retryAt) });
  }

  loaded(): void {
    this.failureState.set(undefined);
    this.isCompleteState.set(true);
  }

  dismissGap(): void {
    this.gapState.set(undefined);
  }
}
