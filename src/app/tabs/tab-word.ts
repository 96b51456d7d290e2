import type { ConnectionState, SseMessage } from '../sse.service';

/** What a stream tells, apart from where it stands. */
export type StreamNews = Exclude<SseMessage, { kind: 'state' }>;

/**
 * What the tab that has the stream says. Each word can be understood alone: `news` holds everything that the stream brought
 * after the event `before`, up to and including `after` (for a gap: goes on after it). Without news it is a pulse, and both
 * are the place where the stream is.
 */
export interface StreamWord {
  readonly before: string;
  readonly after: string;
  readonly state: ConnectionState;
  readonly news?: StreamNews;
}

/** What tabs say to each other: the leader a word, the others a question, to which the leader's next pulse is the answer. */
export type TabSaying =
  { readonly kind: 'word'; readonly word: StreamWord; readonly isVisible: boolean } | { readonly kind: 'question' };

/** Raised when tabs of the build before would misunderstand what is said: the two then share nothing. */
const PROTOCOL = 1;

/** The name by which tabs that follow the same stream find each other. */
export function tabsName(url: string, types: readonly string[]): string {
  return `vitalwire-tabs-${PROTOCOL} ${url} ${types.join()}`;
}

/** Reads what came over the channel; `undefined` when it is no saying of ours. Only our own pages can send there. */
export function parseSaying(data: unknown): TabSaying | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  if (data.kind === 'question') return { kind: 'question' };
  return data.kind === 'word' && 'word' in data ? (data as TabSaying) : undefined;
}
