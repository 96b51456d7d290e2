import { isReached } from '../sse/event-position';
import type { SseEvent, SseGap } from '../sse.service';
import type { StreamNews, StreamWord } from './tab-word';

/** What a joint lets through. `missed`: events before this point are missing, and nothing follows before a new place is known. */
export type JointMessage = StreamNews | { readonly kind: 'missed' };

/** A snapshot that takes longer than these to come needs another one after it: memory has a bound. */
const MOST_KEPT = 10_000;

const MISSED: readonly JointMessage[] = [{ kind: 'missed' }];

/**
 * Joins what the stream's tab says to the place that this one has reached. Of a word that begins at or before that place it
 * lets through what is new, in order; one that begins after it would leave something out, and is never let through.
 */
export class Joint {
  private mode: 'keeping' | 'following' | 'missing' = 'keeping';
  private reached = '';
  private kept: StreamWord[] = [];
  private keptCount = 0;

  /** The id of the last event that this tab knows; `undefined` while it knows no place to go on from. */
  get place(): string | undefined {
    return this.mode === 'following' ? this.reached : undefined;
  }

  get isMissing(): boolean {
    return this.mode === 'missing';
  }

  /** A snapshot is being loaded: what comes meanwhile is kept. */
  keep(): void {
    this.mode = 'keeping';
  }

  /** The snapshot is that of `place`. Gives what came after it meanwhile. */
  follow(place: string): readonly JointMessage[] {
    const { kept } = this;
    this.mode = 'following';
    this.reached = place;
    [this.kept, this.keptCount] = [[], 0];
    return kept.flatMap((word) => this.take(word));
  }

  /** Gives what a word has of news for this tab. */
  take(word: StreamWord): readonly JointMessage[] {
    switch (this.mode) {
      case 'keeping':
        return this.store(word);
      case 'following':
        return this.join(word);
      case 'missing':
        return [];
    }
  }

  private store(word: StreamWord): readonly JointMessage[] {
    this.kept.push(word);
    this.keptCount += sizeOf(word);
    while (this.keptCount > MOST_KEPT) {
      const oldest = this.kept.shift();
      this.keptCount -= oldest ? sizeOf(oldest) : 0;
    }
    return [];
  }

  private join(word: StreamWord): readonly JointMessage[] {
    const { news } = word;
    if (news?.kind === 'gap') return this.joinGap(news.gap, word);
    if (!isReached(word.before, this.reached)) {
      this.mode = 'missing';
      return MISSED;
    }
    const fresh = news?.kind === 'events' ? this.freshOf(news.events, word) : news;
    if (!isReached(word.after, this.reached)) this.reached = word.after;
    return fresh ? [fresh] : [];
  }

  private freshOf(events: readonly SseEvent[], { before }: StreamWord): StreamNews | undefined {
    const fresh = before === this.reached ? events : events.filter(({ id }) => !isReached(id, this.reached));
    return fresh.length > 0 ? { kind: 'events', events: fresh } : undefined;
  }

  private joinGap({ resumesAt }: SseGap, { before, news, after }: StreamWord): readonly JointMessage[] {
    const hasGoneBack = isReached(resumesAt, before);
    // A tab that has loaded its snapshot later misses nothing of what the stream can't get.
    if (isReached(resumesAt, this.reached) && !hasGoneBack) return [];
    this.reached = after;
    return news ? [news] : [];
  }
}

function sizeOf({ news }: StreamWord): number {
  return 1 + (news?.kind === 'events' ? news.events.length : 0);
}
