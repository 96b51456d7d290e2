import { computed, signal } from '@angular/core';

import type { LoadFailure } from '../feed/snapshot-loader';
import type { ConnectionState, SseGap } from '../sse.service';
import type { ServerClock } from './server-clock';

const CONNECTING: ConnectionState = { name: 'connecting' };

/** State of the feed: the connection, the last gap and the last failed load. Its times are the server's. */
export class FeedState {
  private readonly clock: ServerClock;
  private readonly connectionState = signal(CONNECTING);
  private readonly gapState = signal<SseGap | undefined>(undefined);
  private readonly isCompleteState = signal(true);
  private readonly failureState = signal<LoadFailure | undefined>(undefined);

  /** The latest gap, until it is dismissed. */
  readonly gap = this.gapState.asReadonly();
  /** False from a gap until the next snapshot. */
  readonly isComplete = this.isCompleteState.asReadonly();
  /** Why loading the latest readings failed; `undefined` after a successful load. */
  readonly failure = this.failureState.asReadonly();
  /** State of the connection. A live stream counts as connecting while readings are missing. */
  readonly connection = computed(() => {
    const state = this.connectionState();
    return state.name === 'live' && !this.isComplete() ? CONNECTING : state;
  });
  readonly isLive = computed(() => this.connection().name === 'live');

  constructor(clock: ServerClock) {
    this.clock = clock;
  }

  setConnection(state: ConnectionState): void {
    this.connectionState.set('since' in state ? { ...state, since: this.clock.at(state.since) } : state);
  }

  setGap(gap: SseGap): void {
    this.gapState.set(gap);
    this.isCompleteState.set(false);
  }

  setFailure(failure: LoadFailure): void {
    this.failureState.set({ ...failure, retryAt: this.clock.at(failure.retryAt) });
  }

  /** Records that a snapshot was loaded. */
  setLoaded(): void {
    this.failureState.set(undefined);
    this.isCompleteState.set(true);
  }

  dismissGap(): void {
    this.gapState.set(undefined);
  }
}
