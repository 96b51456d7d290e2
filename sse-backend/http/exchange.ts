import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

/** Answers an exchange. What it throws is answered as a problem; an `AppError` with its own status and code. */
export type Handler = (exchange: Exchange) => void | Promise<void>;

/** Aborts when the answer is finished or the client has gone, whichever comes first. */
export function untilClosed({ response }: Exchange): AbortSignal {
  const controller = new AbortController();
  if (response.closed) controller.abort();
  else response.once('close', () => controller.abort());
  return controller.signal;
}
