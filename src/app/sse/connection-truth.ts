import type { ConnectionState, Refused } from './sse-message';

/** After this long (ms) without a connection, "reconnecting" would raise hopes that nothing supports. */
export const OFFLINE_AFTER_MS = 30_000;

/** Keeps what can truly be said about a connection; `onChange` hears whenever that becomes something else. */
export class ConnectionTruth {
  private readonly hasNetwork: () => boolean;
  private readonly onChange: ((state: ConnectionState) => void) | undefined;
  private state: ConnectionState = { name: 'connecting' };
  private since = Date.now();
  private attempt = 0;
  private refusal: Refused | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(hasNetwork: () => boolean, onChange?: (state: ConnectionState) => void) {
    this.hasNetwork = hasNetwork;
    this.onChange = onChange;
  }

  /** The last that was said; at first, that it is connecting. */
  get current(): ConnectionState {
    return this.state;
  }

  /** The stream is there, and `behind` events away from its head. */
  connected(behind: number): void {
    this.attempt = 0;
    this.refusal = undefined;
    this.close();
    this.become(behind > 0 ? { name: 'replaying', behind } : { name: 'live' });
  }

  /** The stream was lost, or one more attempt to open it failed. `since`: when it was last known to be there. */
  lost(since: number, refusal = this.refusal): void {
    if (this.isConnected()) this.since = since;
    this.attempt += 1;
    this.refused(refusal);
  }

  /** Why the server doesn't want the stream, where that is known. */
  refused(refusal: Refused | undefined): void {
    this.refusal = refusal;
    this.explain();
  }

  /** The device's network came or went: while the stream is there, that changes nothing. */
  networkChanged(): void {
    if (!this.isConnected() && this.attempt > 0) this.explain();
  }

  /** Nobody wants to know any more. */
  close(): void {
    clearTimeout(this.patience);
    this.patience = undefined;
  }

  private explain(): void {
    // This device's clock may have been set back since.
    this.since = Math.min(this.since, Date.now());
    const { since, attempt } = this;
    const hopeLeftMs = since + OFFLINE_AFTER_MS - Date.now();
    this.close();
    if (this.refusal) this.become({ name: 'offline', since, attempt, reason: this.refusal });
    else if (!this.hasNetwork()) this.become({ name: 'offline', since, attempt, reason: 'no-network' });
    else if (hopeLeftMs <= 0) this.become({ name: 'offline', since, attempt, reason: 'no-answer' });
    else this.hope(hopeLeftMs);
  }

  /** The next attempt may be further away than the moment from which on the word would be wrong. */
  private hope(ms: number): void {
    this.patience = setTimeout(() => this.explain(), ms);
    this.become({ name: 'reconnecting', since: this.since, attempt: this.attempt });
  }

  private isConnected(): boolean {
    return this.state.name === 'live' || this.state.name === 'replaying';
  }

  private become(state: ConnectionState): void {
    if (isSame(state, this.state)) return;
    this.state = state;
    this.onChange?.(state);
  }
}

function isSame(a: ConnectionState, b: ConnectionState): boolean {
  if (a.name === 'replaying' && b.name === 'replaying') return a.behind === b.behind;
  return a.name === 'live' && b.name === 'live';
}
