import { parsePosition } from '../contract/position.ts';
import type { RequestContext, IdHandler } from '../http/request-context.ts';
import { endWithAccess } from '../stream/access-end.ts';
import { HEARTBEAT_MS } from '../stream/hub.ts';
import { openStream } from '../stream/open-stream.ts';
import { drawRetry } from '../stream/retry.ts';
import { lastEventId } from '../stream/start.ts';
import type { StreamLimit } from '../stream/stream-limit.ts';
import type { ImportParts } from './import-parts.ts';
import { ImportStream } from './import-stream.ts';
import { knownImport } from './known-import.ts';

/** A client that takes nothing for so long is gone or hung; it comes back with its last id and loses nothing. */
const STALL_MS = 60_000;

type StreamParts = Pick<ImportParts, 'book' | 'queue'>;

/** Times other than the contract's. */
export interface ImportStreamTimes {
  /** Silence after which a stream gets a heartbeat. */
  readonly heartbeatMs?: number;
  /** How long a client may take nothing before it is dropped. */
  readonly stallMs?: number;
}

/** `GET /api/imports/<id>/events`: the stories of imports. */
export class ImportStreams {
  readonly #parts: StreamParts;
  readonly #streamsById = new Map<string, Set<ImportStream>>();
  readonly #heartbeatMs: number;
  readonly #stallMs: number;
  readonly #callOff: readonly (() => void)[];
  #isClosed = false;

  constructor(parts: StreamParts, { heartbeatMs = HEARTBEAT_MS, stallMs = STALL_MS }: ImportStreamTimes = {}) {
    this.#parts = parts;
    this.#heartbeatMs = heartbeatMs;
    this.#stallMs = stallMs;
    const wake = (id: string) => {
      for (const stream of this.#streamsById.get(id) ?? []) stream.wake();
    };
    this.#callOff = [parts.book.onEvents(wake), parts.queue.onProblem(wake)];
  }

  /** Tells an import from its first event or after an id of it, up to its end; who has been told its end gets 204. */
  handler(limit: StreamLimit): IdHandler {
    return async (context, id) => {
      const { request, response, url } = context;
      const asked = lastEventId(request, url);
      await knownImport(this.#parts.book, id);
      const start = await this.#findStart(id, asked);
      // [spec] HTML, 9.2.3: an EventSource that is answered 204 does not come back again.
      if (start === 'over') response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
      else if (openStream(context, limit)) await this.#tell(context, id, start);
    };
  }

  /** Ends all of them cleanly. */
  close(): void {
    this.#isClosed = true;
    for (const callOff of this.#callOff) callOff();
    for (const streams of this.#streamsById.values()) for (const stream of streams) stream.end();
  }

  /** The number after which the story goes on: an id of something else, or one that was never given, asks for all of it. */
  async #findStart(id: string, asked: string | undefined): Promise<number | 'over'> {
    const position = parsePosition(asked ?? '', id);
    if (position?.epoch !== id || position.sequence === 0) return 0;
    const { sequence } = position;
    const [event] = await this.#parts.book.eventsAfter(id, sequence - 1, 1);
    if (event?.number !== sequence) return 0;
    return event.type === 'done' ? 'over' : sequence;
  }

  async #tell({ response, principal }: RequestContext, id: string, start: number): Promise<void> {
    const stream = new ImportStream({ ...this.#parts, response, id, heartbeatMs: this.#heartbeatMs }, start);
    response.setTimeout(this.#stallMs, () => response.destroy());
    response.write(drawRetry());
    this.#add(id, stream);
    const callOff = endWithAccess(principal.expiry, stream);
    // It looked for its place while the others were being ended.
    if (this.#isClosed) stream.end();
    try {
      await stream.run();
    } finally {
      callOff();
      this.#remove(id, stream);
    }
  }

  #add(id: string, stream: ImportStream): void {
    const streams = this.#streamsById.get(id) ?? new Set();
    this.#streamsById.set(id, streams.add(stream));
  }

  #remove(id: string, stream: ImportStream): void {
    const streams = this.#streamsById.get(id);
    streams?.delete(stream);
    if (streams?.size === 0) this.#streamsById.delete(id);
  }
}
