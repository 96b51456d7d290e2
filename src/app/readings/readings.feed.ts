import { inject, Service } from '@angular/core';
import { concat, defer, map, merge, type Observable, of, startWith, Subject, switchMap, throttleTime } from 'rxjs';

import { type SseEvent, type SseMessage, SseService } from '../sse.service';
import { type LatestReading, parseReadingText } from './latest-reading';
import { type Roll, RollCall } from './roll-call';
import { type LoadMessage, SnapshotLoader } from './snapshot-loader';

/** What comes of the readings: a snapshot first, then what follows it, and what is known of the connection. */
export type FeedMessage =
  | LoadMessage
  | { readonly kind: 'readings'; readonly readings: readonly LatestReading[] }
  | Roll
  | Exclude<SseMessage, { kind: 'events' }>;

/** Everything else of the log is of no use to a list of readings. */
const STREAM = { url: '/events?types=message', types: ['message'] };

/** A log that forgets faster than we read would have us load nothing but snapshots. */
const RELOAD_EVERY_MS = 5_000;

/** Everyone's latest reading and, from its position on, every reading of the stream: no gap and no overlap between them. */
@Service()
export class ReadingsFeed {
  private readonly loader = inject(SnapshotLoader);
  private readonly sse = inject(SseService);
  private readonly rollCall = inject(RollCall);
  private readonly reloads = new Subject<void>();

  /** Cold: loads when subscribed to. It neither ends nor fails. */
  readonly messages: Observable<FeedMessage> = defer(() => {
    const reloads = this.reloads.pipe(throttleTime(RELOAD_EVERY_MS, undefined, { leading: true, trailing: true }));
    return reloads.pipe(
      startWith(undefined),
      switchMap(() => this.loadAndFollow()),
    );
  });

  /** Somebody doesn't want to wait for the next attempt. */
  retryNow(): void {
    this.loader.retryNow();
  }

  /** The stream can't be joined to what is known: begins anew with a snapshot, though not many times in a row. */
  reload(): void {
    this.reloads.next();
  }

  private loadAndFollow(): Observable<FeedMessage> {
    return this.loader
      .load()
      .pipe(
        switchMap((message) =>
          message.kind === 'snapshot' ? concat(of(message), this.follow(message.snapshot.position)) : of(message),
        ),
      );
  }

  private follow(position: string): Observable<FeedMessage> {
    const stream = this.sse
      .stream({ ...STREAM, lastEventId: position })
      .pipe(map((message) => (message.kind === 'events' ? readingsOf(message.events) : message)));
    return merge(stream, this.rollCall.rolls);
  }
}

/** An event that holds no reading is left out: it must not keep the others from the page. */
function readingsOf(events: readonly SseEvent[]): FeedMessage {
  const readings = events.map(({ data }) => parseReadingText(data)).filter((reading) => reading !== undefined);
  return { kind: 'readings', readings };
}
