/** What happens to a tab that wants to lead. */
export interface LeadershipActions {
  readonly gained: () => void;
  /** Another tab has taken the lead. */
  readonly lost: () => void;
  /** The browser doesn't let this page have locks. */
  readonly refused: () => void;
}

/** The exclusive lock of the tab that leads: at most one has it, and when that one goes, the next in the queue. */
export class Leadership {
  private readonly locks: LockManager;
  private readonly name: string;
  private readonly actions: LeadershipActions;
  private turn: AbortController | undefined;

  constructor(locks: LockManager, name: string, actions: LeadershipActions) {
    this.locks = locks;
    this.name = name;
    this.actions = actions;
  }

  /** Queues, unless it does so already. */
  wait(): void {
    if (!this.turn) void this.request('queue');
  }

  /** Takes it from whoever has it. */
  take(): void {
    this.leave();
    void this.request('steal');
  }

  /** Lets go of it, or of the place in the queue. */
  leave(): void {
    this.turn?.abort();
    this.turn = undefined;
  }

  private async request(way: 'queue' | 'steal'): Promise<void> {
    const { signal } = (this.turn = new AbortController());
    try {
      await this.locks.request(this.name, way === 'steal' ? { steal: true } : { signal }, () => this.hold(signal));
    } catch (error) {
      if (!signal.aborted) this.end(error);
    }
  }

  private hold(signal: AbortSignal): Promise<void> | undefined {
    if (signal.aborted) return undefined;
    this.actions.gained();
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  private end(error: unknown): void {
    this.turn = undefined;
    // [spec] Web Locks, 4.1: AbortError when it was stolen, SecurityError where the page may store nothing.
    if (error instanceof DOMException && error.name === 'AbortError') this.actions.lost();
    else this.actions.refused();
  }
}
