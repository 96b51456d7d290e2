import type { Subscription } from 'rxjs';

import { Backoff, waitAsAsked } from './backoff';
import type { RefusalProbe } from './refusal';
import type { Refused } from './sse-message';
import type { SseSettings } from './sse-options';

/** What is done about a stream that was given up. */
export interface ReopeningActions {
  readonly reopen: () => void;
  /** The server has said why. */
  readonly tellRefused: (refused: Refused) => void;
}

/** When a stream that was given up is opened again: after a back-off, later if the server asks for that. */
export class Reopening {
  private readonly longestMs: number;
  private readonly whyRefused: RefusalProbe;
  private readonly actions: ReopeningActions;
  private readonly backoff: Backoff;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;
  private signingIn: Subscription | undefined;

  constructor({ backoffMs, random }: SseSettings, whyRefused: RefusalProbe, actions: ReopeningActions) {
    this.longestMs = backoffMs.most;
    this.whyRefused = whyRefused;
    this.actions = actions;
    this.backoff = new Backoff(backoffMs, random);
  }

  /** The stream was refused; `status`: the HTTP status, where it is known. */
  plan(status: number | undefined): void {
    const waitMs = this.backoff.next();
    this.reopenIn(waitMs);
    void this.askWhy(status, waitMs);
  }

  /** Waits are short again: the server was heard, or the network has changed. */
  startOver(): void {
    this.backoff.reset();
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.signingIn?.unsubscribe();
  }

  private reopenIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.actions.reopen(), ms);
  }

  /** The next attempt is on its way already: an answer that never comes holds up nothing. */
  private async askWhy(status: number | undefined, waitMs: number): Promise<void> {
    const { signal } = (this.asking = new AbortController());
    const refusal = await this.whyRefused(status, signal);
    if (signal.aborted) return;
    if (refusal.kind === 'wait') this.reopenIn(waitAsAsked(waitMs, refusal.ms));
    if (refusal.kind !== 'sign-in' && refusal.kind !== 'not-allowed') return;
    this.actions.tellRefused(refusal.kind);
    this.reopenIn(this.longestMs);
    if (refusal.kind === 'sign-in') this.signingIn = refusal.signedIn?.subscribe(() => this.actions.reopen());
  }
}
