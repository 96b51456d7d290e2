import { NgZone } from '@angular/core';
import { Subscription } from 'rxjs';

import type { ConnectionState } from '../sse.service';
import { FakePageLife } from './page-life.fake';
import type { TabMembership, TabMessage, TabRole, TabStream } from './tab-stream';

/** A tab of a {@link FakeBrowser}: loads a snapshot when something is missing, and notes whatever comes wrongly. */
export class FakeTab {
  readonly page = new FakePageLife();
  readonly states: ConnectionState[] = [];
  readonly kinds: string[] = [];
  /** Ids of the events told, ever. */
  readonly ids: string[] = [];
  readonly problems: string[] = [];
  /** How often it was told that events are missing. */
  misses = 0;
  snapshots = 0;
  /** The last event it knows, be it from a snapshot; `''` while it loads one. */
  place = '';
  isClosed = false;
  private readonly url: string;
  private readonly head: () => string;
  private tabs: TabStream | undefined;
  private membership: TabMembership | undefined;
  private following = new Subscription();

  constructor(url: string, head: () => string) {
    this.url = url;
    this.head = head;
  }

  get role(): TabRole {
    return this.tabs!.role();
  }

  get stateName(): string {
    return this.states.at(-1)?.name ?? '';
  }

  start(tabs: TabStream): void {
    this.tabs = tabs;
    this.membership = tabs.join({ url: this.url });
  }

  /** A snapshot is asked for, and there in the next moment. */
  load(): void {
    this.ask();
    void Promise.resolve().then(() => this.receive(this.head()));
  }

  /** A snapshot is asked for; it comes by {@link receive}. */
  ask(): void {
    this.following.unsubscribe();
    this.place = '';
  }

  /** A snapshot comes. */
  receive(place: string): void {
    if (this.isClosed || this.place !== '') return;
    this.place = place;
    this.snapshots += 1;
    this.following = new Subscription();
    this.following.add(this.membership!.follow(place).subscribe((message) => this.note(message)));
  }

  /** It is closed by its user, or crashes. */
  close(): void {
    this.isClosed = true;
    this.membership!.close();
    this.following.unsubscribe();
  }

  private note(message: TabMessage): void {
    if (!NgZone.isInAngularZone()) this.problems.push(`${message.kind} outside the zone`);
    this.kinds.push(message.kind);
    if (message.kind === 'state') this.states.push(message.state);
    if (message.kind === 'events') message.events.forEach(({ id }) => this.noteEvent(id));
    if (message.kind === 'missed') this.misses += 1;
    if (message.kind === 'missed' || message.kind === 'gap') this.load();
  }

  private noteEvent(id: string): void {
    const expected = Number(this.place.split('-')[1]) + 1;
    if (id !== `k3f9-${expected}`) this.problems.push(`${id} instead of ${expected}`);
    this.place = id;
    this.ids.push(id);
  }
}
