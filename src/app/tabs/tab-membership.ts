import { Observable, type Subscriber, type Subscription } from 'rxjs';

import type { ConnectionState, SseMessage } from '../sse.service';
import { Joint, type JointMessage } from './joint';
import { LeaderStream } from './leader-stream';
import type { PageLife } from './page-life';
import { TabGroup } from './tab-group';
import type { TabTools } from './tab-tools';
import type { StreamWord } from './tab-word';

/** `alone`: with a stream of its own. `leading`: with the stream of all tabs. `following`: with what the leader tells. */
export type TabRole = 'alone' | 'leading' | 'following';

/** What `SseService` tells, or that events are missing before this point: nothing follows until {@link TabMembership.follow} is told a new place. */
export type TabMessage = SseMessage | { readonly kind: 'missed' };

/** What a membership needs of the world around it. */
export interface TabWorld {
  /** What the tabs that share this stream are known by. */
  readonly name: string;
  readonly stream: (lastEventId: string) => Observable<SseMessage>;
  readonly page: Pick<PageLife, 'isRunning' | 'isVisible' | 'changes'>;
  readonly tools: TabTools | undefined;
  readonly enterZone: (work: () => void) => void;
  readonly leaveZone: <Result>(work: () => Result) => Result;
  readonly roleIs: (role: TabRole) => void;
}

const CONNECTING: ConnectionState = { name: 'connecting' };

/**
 * A tab among those that share a stream. It hears what the leader says from the beginning on, and keeps it until it knows a
 * place to go on from; so nothing is missing between a snapshot that is loaded meanwhile and what follows.
 */
export class TabMembership {
  private readonly world: TabWorld;
  private readonly joint = new Joint();
  private readonly stream: LeaderStream;
  private readonly lifeChanges: Subscription;
  private group: TabGroup | undefined;
  private subscriber: Subscriber<TabMessage> | undefined;
  private state = CONNECTING;
  private told: ConnectionState | undefined;
  private isPresent = false;
  private isLeading = false;

  constructor(world: TabWorld) {
    this.world = world;
    this.stream = new LeaderStream({ stream: world.stream, say: (word) => this.say(word) });
    this.group = world.tools && this.makeGroup(world.tools);
    this.lifeChanges = world.page.changes.subscribe(() => this.onPageChange());
    this.onPageChange();
  }

  /**
   * Everything after an event, each once and in order, and the truth about the connection. One at a time; unsubscribing
   * means that another place will follow, and leaves the tab a member.
   */
  follow(place: string): Observable<TabMessage> {
    return new Observable((subscriber) =>
      this.world.leaveZone(() => {
        this.subscriber = subscriber;
        this.told = undefined;
        this.tell(this.joint.follow(place));
        this.goOn();
        return () => this.pause();
      }),
    );
  }

  /** Leaves for good. */
  close(): void {
    this.lifeChanges.unsubscribe();
    this.leave();
  }

  private makeGroup(tools: TabTools): TabGroup {
    return new TabGroup(tools, this.world.name, this.world.page, {
      lead: () => this.lead(),
      follow: () => this.stepBack(),
      hear: (word) => this.take(word),
      answer: () => this.stream.pulse(),
      canLead: () => this.joint.place !== undefined,
      beAlone: () => this.beAlone(),
    });
  }

  private onPageChange(): void {
    const { isRunning, isVisible } = this.world.page;
    // Browsers allow six connections per server: tabs that can't share one don't hold one that nobody looks at.
    const isPresent = isRunning && (this.group !== undefined || isVisible);
    if (isPresent && !this.isPresent) this.enter();
    else if (!isPresent && this.isPresent) this.leave();
    else if (isPresent) this.onVisibilityChange();
  }

  private onVisibilityChange(): void {
    if (this.isLeading) this.stream.pulse();
    else this.group?.lookAgain();
  }

  private enter(): void {
    this.isPresent = true;
    this.world.roleIs(this.group ? 'following' : 'alone');
    if (!this.group) return this.lead();
    this.group.enter();
    this.goOn();
  }

  private leave(): void {
    this.isPresent = false;
    this.isLeading = false;
    this.stream.close();
    this.group?.leave();
    this.world.roleIs(this.group ? 'following' : 'alone');
    this.state = CONNECTING;
    this.tell([]);
  }

  private goOn(): void {
    if (!this.isPresent || this.joint.place === undefined) return;
    if (this.isLeading) this.openStream();
    else this.group?.queue();
  }

  private pause(): void {
    this.subscriber = undefined;
    this.joint.keep();
    // The new place is further on than a replay that has been given up; a stream that is live is there already.
    if (this.stream.isOpen && this.state.name !== 'live') this.stream.giveUp();
  }

  private lead(): void {
    this.isLeading = true;
    this.world.roleIs(this.group ? 'leading' : 'alone');
    this.openStream();
  }

  private stepBack(): void {
    this.isLeading = false;
    this.stream.close();
    this.world.roleIs('following');
    this.goOn();
  }

  private beAlone(): void {
    this.leave();
    this.group = undefined;
    this.onPageChange();
  }

  private openStream(): void {
    const { place } = this.joint;
    if (place === undefined) return;
    if (this.stream.covers(place)) this.stream.pulse();
    else this.stream.open(place, this.state);
  }

  private say(word: StreamWord): void {
    this.group?.say(word);
    this.take(word);
  }

  private take(word: StreamWord): void {
    this.state = word.state;
    this.tell(this.joint.take(word));
  }

  private tell(news: readonly JointMessage[]): void {
    const { subscriber } = this;
    const state = this.joint.isMissing ? CONNECTING : this.state;
    const messages: readonly TabMessage[] = isSame(state, this.told) ? news : [...news, { kind: 'state', state }];
    if (!subscriber || messages.length === 0) return;
    this.told = state;
    this.world.enterZone(() => messages.forEach((message) => subscriber.next(message)));
  }
}

function isSame(a: ConnectionState, b: ConnectionState | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
