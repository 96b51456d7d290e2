import type { ServerResponse } from 'node:http';
import type { Handler } from '../http/request-context.ts';
import { endWithAccess } from './access-end.ts';
import { openStream } from './open-stream.ts';
import { drawRetry } from './retry.ts';
import type { StreamLimit } from './stream-limit.ts';

/** As nothing more is sent to a client that doesn't read, its connection falls silent, and would be held for ever. */
const STALL_MS = 60_000;

/** `GET /stream` and `GET /sse`: the server's time once a second. A proxy that buffers shows itself here at once. */
export class Clock {
  readonly #responses = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;

  handler(limit: StreamLimit): Handler {
    return (context) => {
      if (!openStream(context, limit)) return;
      const { response, principal } = context;
      this.#responses.add(response);
      response.once('close', () => this.#remove(response));
      response.setTimeout(STALL_MS, () => response.destroy());
      response.write(drawRetry() + tell());
      this.#timer ??= setInterval(() => this.#tick(), 1000);
      const callOff = endWithAccess(principal.expiry, {
        sendLast: (frame) => {
          this.#remove(response);
          response.write(frame);
        },
        end: () => response.end(),
      });
      response.once('close', callOff);
    };
  }

  /** Ends all its streams cleanly. */
  close(): void {
    for (const response of this.#responses) response.end();
  }

  #tick(): void {
    const text = tell();
    for (const response of this.#responses) {
      // A second that wasn't read in time is not worth keeping.
      if (!response.writableNeedDrain) response.write(text);
    }
  }

  #remove(response: ServerResponse): void {
    this.#responses.delete(response);
    if (this.#responses.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function tell(): string {
  return `data: ${JSON.stringify({ message: `Server Time: ${new Date().toLocaleTimeString('en-US')}` })}\n\n`;
}
