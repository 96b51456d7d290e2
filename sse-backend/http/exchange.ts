import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

/** Answers an exchange. What it throws is answered as a problem; an `AppError` with its own status and code. */
export type Handler = (exchange: Exchange) => void | Promise<void>;
