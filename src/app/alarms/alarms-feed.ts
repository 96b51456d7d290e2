import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { concat, defer, from, type Observable, Subject } from 'rxjs';

import { type FeedMessage, LogFeed } from '../feed/log-feed';

/** Batches that come before the store is loaded, in a second or two; beyond that it begins anew with a snapshot. */
const MOST_KEPT = 600;

/**
 * What the feed says, kept from its beginning for the store of the alarms, which is loaded after the first readings: nothing
 * between the snapshot and its coming is lost.
 */
@Service()
export class AlarmsFeed {
  private readonly feed = inject(LogFeed);
  private readonly live = new Subject<FeedMessage>();
  /** `undefined` once somebody has taken it over. */
  private kept: FeedMessage[] | undefined = [];
  private isOverfull = false;

  /** People whose latest reading carries an alarm, as far as that is known: here, as the page's title needs it at once. */
  readonly openCount = signal(0);

  /** For one subscriber: the latest snapshot and what followed it, then what comes. */
  readonly messages: Observable<FeedMessage> = defer(() => {
    const { kept = [], isOverfull } = this;
    this.kept = undefined;
    if (isOverfull) this.feed.reload();
    return concat(from(kept), this.live);
  });

  constructor() {
    this.feed.messages.pipe(takeUntilDestroyed()).subscribe((message) => {
      if (this.kept) this.keep(this.kept, message);
      else this.live.next(message);
    });
  }

  private keep(kept: FeedMessage[], message: FeedMessage): void {
    if (message.kind === 'snapshot') {
      this.isOverfull = false;
      this.kept = [message];
    } else if (message.kind === 'events' && !this.isOverfull) this.keepEvents(kept, message);
  }

  private keepEvents(kept: FeedMessage[], message: FeedMessage): void {
    this.isOverfull = kept.length >= MOST_KEPT;
    // A beginning without its end says nothing, and would stay for good where the store can't be loaded.
    if (this.isOverfull) this.kept = [];
    else kept.push(message);
  }
}
