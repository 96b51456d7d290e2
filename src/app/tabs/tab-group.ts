import { Leadership } from './leadership';
import type { PageLife } from './page-life';
import { Succession } from './succession';
import type { TabTools } from './tab-tools';
import { parseSaying, type StreamWord, type TabSaying } from './tab-word';

/** What a tab does for its group, and hears from it. */
export interface TabGroupActions {
  /** It has the lead now. */
  readonly lead: () => void;
  /** Another tab has. */
  readonly follow: () => void;
  /** The leader has said something. */
  readonly hear: (word: StreamWord) => void;
  /** Somebody asks the leader. */
  readonly answer: () => void;
  /** Whether it would know where to begin. */
  readonly canLead: () => boolean;
  /** The browser doesn't let tabs form a group. */
  readonly beAlone: () => void;
}

/** The tabs that share a stream, as one of them sees it: who leads, and what is said. */
export class TabGroup {
  private readonly tools: TabTools;
  private readonly name: string;
  private readonly page: Pick<PageLife, 'isVisible'>;
  private readonly actions: TabGroupActions;
  private readonly leadership: Leadership;
  private readonly succession: Succession;
  private channel: BroadcastChannel | undefined;
  private isLeading = false;

  constructor(tools: TabTools, name: string, page: Pick<PageLife, 'isVisible'>, actions: TabGroupActions) {
    this.tools = tools;
    this.name = name;
    this.page = page;
    this.actions = actions;
    this.leadership = new Leadership(tools.locks, name, {
      gained: () => this.onGained(),
      lost: () => this.onLost(),
      refused: () => actions.beAlone(),
    });
    this.succession = new Succession(page, { ask: () => this.post({ kind: 'question' }), take: () => this.take() });
  }

  /** Begins to listen, and asks where the stream stands. */
  enter(): void {
    this.channel = this.tools.openChannel(this.name);
    this.channel.addEventListener('message', ({ data }) => this.onSaying(parseSaying(data)));
    this.succession.watch();
  }

  /** Lets go of everything: a page that holds a lock or listens to a channel is not kept for coming back. */
  leave(): void {
    this.isLeading = false;
    this.succession.stop();
    this.leadership.leave();
    this.channel?.close();
    this.channel = undefined;
  }

  /** Will lead when its turn comes. */
  queue(): void {
    this.leadership.wait();
    if (!this.isLeading) this.post({ kind: 'question' });
  }

  /** The page was hidden or shown, and sees others with other eyes. */
  lookAgain(): void {
    this.succession.watch();
  }

  /** Tells the others. */
  say(word: StreamWord): void {
    this.post({ kind: 'word', word, isVisible: this.page.isVisible });
  }

  private take(): void {
    if (this.actions.canLead()) this.leadership.take();
  }

  private onGained(): void {
    this.isLeading = true;
    this.succession.stop();
    this.actions.lead();
  }

  private onLost(): void {
    this.isLeading = false;
    this.succession.watch();
    this.actions.follow();
  }

  private onSaying(saying: TabSaying | undefined): void {
    if (saying?.kind === 'question') this.actions.answer();
    // A leader that was replaced speaks on until it knows; the new one has a stream of its own.
    if (saying?.kind !== 'word' || this.isLeading) return;
    this.succession.heard(saying.isVisible);
    this.actions.hear(saying.word);
  }

  private post(saying: TabSaying): void {
    this.channel?.postMessage(saying);
  }
}
