import { type Observable, Subscription } from 'rxjs';

import { isReached, readEventPosition } from '../sse/event-position';
import type { ConnectionState, SseMessage } from '../sse.service';
import type { StreamNews, StreamWord } from './tab-word';

/** How often a tab that has the stream lets the others know that it lives (ms). */
export const PULSE_MS = 2_000;

/** What a leader's stream needs: where it opens, and who hears what it brings. */
export interface LeaderStreamWorld {
  readonly stream: (lastEventId: string) => Observable<SseMessage>;
  readonly say: (word: StreamWord) => void;
}

/** The one stream, in the tab that has it: puts what it brings into words. */
export class LeaderStream {
  private readonly world: LeaderStreamWorld;
  private place = '';
  private state: ConnectionState = { name: 'connecting' };
  private subscription: Subscription | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(world: LeaderStreamWorld) {
    this.world = world;
  }

  get isOpen(): boolean {
    return this.subscription !== undefined;
  }

  /** Whether it will bring everything after an event. */
  covers(place: string): boolean {
    return this.isOpen && isReached(this.place, place);
  }

  /** Goes on after an event. `state`: what is known of the connection from the tab that had the stream before. */
  open(place: string, state: ConnectionState): void {
    this.close();
    const subscription = new Subscription();
    this.subscription = subscription;
    this.place = place;
    this.state = state;
    this.timer = setInterval(() => this.pulse(), PULSE_MS);
    this.pulse();
    // Whoever hears of it may close it in that very moment.
    subscription.add(this.world.stream(place).subscribe((message) => this.take(message)));
  }

  /** Says where it stands. */
  pulse(): void {
    if (this.isOpen) this.world.say({ before: this.place, after: this.place, state: this.state });
  }

  /** Closes it, and says that there is no connection for now. */
  giveUp(): void {
    this.state = { name: 'connecting' };
    this.pulse();
    this.close();
  }

  close(): void {
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
    this.subscription = undefined;
  }

  private take(message: SseMessage): void {
    switch (message.kind) {
      case 'state':
        return this.takeState(message.state);
      case 'events':
        return this.tell(message, message.events.findLast(({ id }) => isPlace(id))?.id);
      case 'heartbeat':
        return this.tell(message, isPlace(message.heartbeat.id) ? message.heartbeat.id : undefined);
      case 'gap':
        return this.tell(message, message.gap.resumesAt);
      case 'notice':
        return this.tell(message);
    }
  }

  private takeState(state: ConnectionState): void {
    // Taking over is no loss: what the tab before knew holds until this stream knows better.
    if (state.name === 'connecting') return;
    this.state = lostSinceFirst(state, this.state);
    this.pulse();
  }

  private tell(news: StreamNews, after = this.place): void {
    const before = this.place;
    this.place = after;
    this.world.say({ before, after, state: this.state, news });
  }
}

/** While a connection stays lost, it is lost since the first tab lost it. */
function lostSinceFirst(state: ConnectionState, before: ConnectionState): ConnectionState {
  if (!('since' in state) || !('since' in before)) return state;
  return { ...state, since: Math.min(state.since, before.since) };
}

function isPlace(id: string): boolean {
  return readEventPosition(id) !== undefined;
}
