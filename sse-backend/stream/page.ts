import type { StoredEventType } from '../contract/events.ts';
import type { ImportedRun, StoredEvent } from '../log/shapes.ts';
import { CHUNK_TAIL, chunkHead } from './chunk.ts';
import { encodeFrame } from './frame.ts';

/**
 * Consecutive events, encoded once for everyone: the events after `after`, up to and including `last`. Events in between
 * that are not there were removed by retention, or are imported readings of which this page tells only the place.
 */
export interface Page {
  readonly after: number;
  readonly last: number;
  readonly events: readonly PagedEvent[];
  readonly types: ReadonlySet<StoredEventType>;
  /** Whether it is nothing but the place of imported readings, which are in the log for those who want them. */
  readonly isHollow: boolean;
  /** The frames as one HTTP chunk; `frames` is the part of it without the chunk's framing. */
  readonly chunk: Buffer;
  readonly frames: Buffer;
}

interface PagedEvent {
  readonly sequence: number;
  readonly type: StoredEventType;
  readonly rfid: string;
  /** Where the event's frame ends in `frames`; it begins where the one before ends. */
  readonly end: number;
}

/** Which events a stream carries; without `rfids`, everyone's. */
export interface StreamFilter {
  readonly types: ReadonlySet<StoredEventType>;
  readonly rfids: ReadonlySet<string> | undefined;
}

/**
 * Events of a page, so that the largest possible ones (acknowledgements: 3 KiB) fit, a page beside a full socket buffer,
 * into the 256 KiB that may be held for one client.
 */
export const MOST_PER_PAGE = 64;

const NOTHING = Buffer.alloc(0);

/** The place of imported readings. */
export function hollowPage({ after, last }: ImportedRun): Page {
  return { after, last, events: [], types: new Set(), isHollow: true, chunk: NOTHING, frames: NOTHING };
}

/** Encodes consecutive events, the ones after `after`; `last` where the page reaches beyond the last of them. */
export function encodePage(
  after: number,
  events: readonly StoredEvent[],
  idOf: (sequence: number) => string,
  last = events.at(-1)?.sequence ?? after,
): Page {
  const texts = events.map(({ sequence, type, data }) => encodeFrame({ id: idOf(sequence), event: type, data }));
  const whole = texts.join('');
  const bytes = chunkFor(Buffer.byteLength(whole));
  bytes.frames.write(whole);
  let end = 0;
  const paged = events.map(({ sequence, type, rfid }, index) => {
    end += Buffer.byteLength(texts[index] ?? '');
    return { sequence, type, rfid, end };
  });
  return { after, last, events: paged, types: new Set(events.map(({ type }) => type)), isHollow: false, ...bytes };
}

/** Makes one page of consecutive ones that have events. */
export function joinPages(pages: readonly Page[]): Page {
  const bytes = chunkFor(pages.reduce((size, { frames }) => size + frames.length, 0));
  let start = 0;
  const events = pages.flatMap((page) => {
    const shift = start;
    start += page.frames.copy(bytes.frames, start);
    return page.events.map((event) => ({ ...event, end: event.end + shift }));
  });
  const types = new Set(events.map(({ type }) => type));
  return { after: pages[0]?.after ?? 0, last: pages.at(-1)?.last ?? 0, events, types, isHollow: false, ...bytes };
}

/** A chunk for frames of so many bytes, which are to be written into it. */
function chunkFor(size: number): Pick<Page, 'chunk' | 'frames'> {
  const head = chunkHead(size);
  // Of its own, not of Node's pool: one small buffer kept would keep 64 KiB of others' bytes with it.
  const chunk = Buffer.allocUnsafeSlow(head.length + size + CHUNK_TAIL.length);
  head.copy(chunk);
  CHUNK_TAIL.copy(chunk, head.length + size);
  return { chunk, frames: chunk.subarray(head.length, head.length + size) };
}

/** Whether everything in the page passes. */
export function passesWhole({ types }: Page, filter: StreamFilter): boolean {
  return filter.rfids === undefined && types.isSubsetOf(filter.types);
}

/** Whether an event passes. */
export function passes({ type, rfid }: Pick<StoredEvent, 'type' | 'rfid'>, filter: StreamFilter): boolean {
  return filter.types.has(type) && (filter.rfids?.has(rfid) ?? true);
}

/** The frames of the page's events after `after` up to `last` that pass. */
export function selectFrames(
  page: Page,
  range: { readonly after: number; readonly last: number },
  filter: StreamFilter,
): Buffer {
  const runs: { start: number; end: number }[] = [];
  let start = 0;
  for (const event of page.events) {
    const { sequence, end } = event;
    const isWanted = sequence > range.after && sequence <= range.last;
    if (isWanted && passes(event, filter)) {
      const run = runs.at(-1);
      if (run?.end === start) run.end = end;
      else runs.push({ start, end });
    }
    start = end;
  }
  const slices = runs.map((run) => page.frames.subarray(run.start, run.end));
  const [first = NOTHING, ...others] = slices;
  // Most of a page is sent as it is; a small part would keep the whole page in memory for as long as it waits to be read.
  return others.length === 0 && first.length * 2 > page.frames.length ? first : copyTogether(slices);
}

function copyTogether(slices: readonly Buffer[]): Buffer {
  const together = Buffer.allocUnsafeSlow(slices.reduce((size, { length }) => size + length, 0));
  let end = 0;
  for (const slice of slices) end += slice.copy(together, end);
  return together;
}
