import type { ConnectionState, Refused } from './sse-api';

/** Time after which a lost connection is reported as offline instead of reconnecting. */
const OFFLINE_AFTER_MS = 30_000;

/** Derives the state of a connection from what happens to it. Calls `onChange` with each new state. */
export class ConnectionStateTracker {
  private readonly hasNetwork: () => boolean;
  private readonly onChange: ((state: ConnectionState) => void) | undefined;
  private state: ConnectionState = { name: 'connecting' };
  private since = Date.now();
  private attempt = 0;
  private refusal: Refused | undefined;
  private offlineTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(hasNetwork: () => boolean, onChange?: (state: ConnectionState) => void) {
    this.hasNetwork = hasNetwork;
    this.onChange = onChange;
  }

  get current(): ConnectionState {
    return this.state;
  }

  /** The stream is connected, `behind` events before its head. */
  connected(behind: number): void {
    this.attempt = 0;
    this.refusal = undefined;
    this.stop();
    this.setState(behind > 0 ? { name: 'replaying', behind } : { name: 'live' });
  }

  /** The stream was lost, or another attempt failed. `since`: when it was last known to be connected. */
  lost(since: number, refusal = this.refusal): void {
    if (this.isConnected()) this.since = since;
    this.attempt += 1;
    this.refused(refusal);
  }

  /** Sets why the server refused the stream, if that is known. */
  refused(refusal: Refused | undefined): void {
    this.refusal = refusal;
    this.updateLostState();
  }

  /** The device's network changed. Has no effect while the stream is connected. */
  networkChanged(): void {
    if (!this.isConnected() && this.attempt > 0) this.updateLostState();
  }

  /** Clears the timer. */
  stop(): void {
    clearTimeout(this.offlineTimer);
    this.offlineTimer = undefined;
  }

  private updateLostState(): void {
    // The device's clock may have been set back.
    this.since = Math.min(this.since, Date.now());
    const { since, attempt } = this;
    const offlineInMs = since + OFFLINE_AFTER_MS - Date.now();
    this.stop();
    if (this.refusal) this.setState({ name: 'offline', since, attempt, reason: this.refusal });
    else if (!this.hasNetwork()) this.setState({ name: 'offline', since, attempt, reason: 'no-network' });
    else if (offlineInMs <= 0) this.setState({ name: 'offline', since, attempt, reason: 'no-answer' });
    else this.setReconnecting(offlineInMs);
  }

  /** Switches to `offline` after 30 s even if no attempt is due then. */
  private setReconnecting(offlineInMs: number): void {
    this.offlineTimer = setTimeout(() => this.updateLostState(), offlineInMs);
    this.setState({ name: 'reconnecting', since: this.since, attempt: this.attempt });
  }

  private isConnected(): boolean {
    return this.state.name === 'live' || this.state.name === 'replaying';
  }

  private setState(state: ConnectionState): void {
    if (isSameConnectedState(state, this.state)) return;
    this.state = state;
    this.onChange?.(state);
  }
}

function isSameConnectedState(a: ConnectionState, b: ConnectionState): boolean {
  if (a.name === 'replaying' && b.name === 'replaying') return a.behind === b.behind;
  return a.name === 'live' && b.name === 'live';
}
