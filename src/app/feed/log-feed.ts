import { inject, Service } from '@angular/core';
import {
  concat,
  concatMap,
  defer,
  EMPTY,
  finalize,
  merge,
  type Observable,
  of,
  share,
  startWith,
  Subject,
  switchMap,
  throttleTime,
} from 'rxjs';

import type { SseEvent, SseMessage } from '../sse.service';
import { type TabMembership, type TabMessage, TabStream } from '../tabs/tab-stream';
import { type FeedEvent, parseFeedEvent } from './feed-event';
import { type KnownTags, KnownTagsPoller } from './known-tags';
import { type LoadMessage, SnapshotLoader } from './snapshot-loader';

/** What comes of the log: a snapshot first, then what follows it, and what is known of the connection. */
export type FeedMessage =
  | LoadMessage
  /** `characters`: the size of their data as it came; how many bytes went over the line nobody tells. */
  | { readonly kind: 'events'; readonly events: readonly FeedEvent[]; readonly characters: number }
  | KnownTags
  | Exclude<SseMessage, { kind: 'events' }>;

const STREAM = { url: '/events', types: ['message', 'acknowledgement'], notices: ['session-expired'] };

/** A log that forgets faster than we read would have us load nothing but snapshots. */
const RELOAD_EVERY_MS = 5_000;

/** Everyone's latest reading and, from its position on, every event of the stream: no gap and no overlap between them. */
@Service()
export class LogFeed {
  private readonly loader = inject(SnapshotLoader);
  private readonly tabs = inject(TabStream);
  private readonly knownTags = inject(KnownTagsPoller);
  private readonly reloads = new Subject<void>();

  /**
   * Loads when first subscribed to; the stores share it, so they subscribe together, when the application begins. It
   * neither ends nor fails.
   */
  readonly messages: Observable<FeedMessage> = defer(() => {
    const tab = this.tabs.join(STREAM);
    const reloads = this.reloads.pipe(throttleTime(RELOAD_EVERY_MS, undefined, { leading: true, trailing: true }));
    return reloads.pipe(
      startWith(undefined),
      switchMap(() => this.loadAndFollow(tab)),
      finalize(() => tab.close()),
    );
  }).pipe(share());

  /** Somebody doesn't want to wait for the next attempt. */
  retryNow(): void {
    this.loader.retryNow();
  }

  /** The stream can't be joined to what is known: begins anew with a snapshot, though not many times in a row. */
  reload(): void {
    this.reloads.next();
  }

  private loadAndFollow(tab: TabMembership): Observable<FeedMessage> {
    return this.loader
      .load()
      .pipe(
        switchMap((message) =>
          message.kind === 'snapshot' ? concat(of(message), this.follow(tab, message.snapshot.position)) : of(message),
        ),
      );
  }

  private follow(tab: TabMembership, position: string): Observable<FeedMessage> {
    return merge(tab.follow(position).pipe(concatMap((message) => this.understand(message))), this.knownTags.knownTags);
  }

  private understand(message: TabMessage): Observable<FeedMessage> {
    if (message.kind === 'events') return of(read(message.events));
    if (message.kind !== 'missed') return of(message);
    this.reload();
    return EMPTY;
  }
}

function read(events: readonly SseEvent[]): FeedMessage {
  const characters = events.reduce((sum, { data }) => sum + data.length, 0);
  return { kind: 'events', events: events.map(parseFeedEvent).filter((event) => event !== undefined), characters };
}
