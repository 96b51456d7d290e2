import { Watchdog } from '../sse/watchdog';
import { PULSE_MS } from './leader-stream';
import type { PageLife } from './page-life';

/** What a tab does about a leader that no longer serves. */
export interface SuccessionActions {
  /** Asks the leader to say something. */
  readonly ask: () => void;
  readonly take: () => void;
}

/** Silence (ms) after which a leader is in doubt. Timers of hidden tabs may come a minute late, the leader's and our own. */
const LONGEST_SILENCE_MS = { visible: 3 * PULSE_MS, hidden: 150_000 };

/** Doubts are given so long (ms). The rest is drawn, so that tabs which doubt together don't all take the lead. */
const DOUBT_MS = { least: 2_000, most: 3_000 };

/**
 * When another tab takes the lead: from a leader that has fallen silent, as it is stuck, and, in a visible tab, from a hidden
 * one, as browsers slow those down. Nobody takes it from a visible leader that speaks, so two windows don't fight over it.
 */
export class Succession {
  private readonly page: Pick<PageLife, 'isVisible'>;
  private readonly actions: SuccessionActions;
  private watchdog: Watchdog | undefined;
  private doubt: ReturnType<typeof setTimeout> | undefined;

  constructor(page: Pick<PageLife, 'isVisible'>, actions: SuccessionActions) {
    this.page = page;
    this.actions = actions;
  }

  /** Begins to watch, or begins anew when the page was hidden or shown. */
  watch(): void {
    this.stop();
    const { isVisible } = this.page;
    this.watchdog = new Watchdog(LONGEST_SILENCE_MS[isVisible ? 'visible' : 'hidden'], () => this.onSilence());
    this.watchdog.feed();
    this.actions.ask();
  }

  /** The leader has said something. */
  heard(isLeaderVisible: boolean): void {
    this.watchdog?.feed();
    if (isLeaderVisible || !this.page.isVisible) this.trust();
    else this.beginToDoubt();
  }

  stop(): void {
    this.watchdog?.stop();
    this.trust();
  }

  private onSilence(): void {
    this.watchdog?.feed();
    // It may be this tab that slept.
    this.actions.ask();
    this.beginToDoubt();
  }

  private beginToDoubt(): void {
    const ms = DOUBT_MS.least + Math.random() * (DOUBT_MS.most - DOUBT_MS.least);
    this.doubt ??= setTimeout(() => {
      this.doubt = undefined;
      this.actions.take();
    }, ms);
  }

  private trust(): void {
    clearTimeout(this.doubt);
    this.doubt = undefined;
  }
}
