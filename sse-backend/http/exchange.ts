import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from './principal.ts';
import type { BodyBudget } from './body-budget.ts';

/** One request, of which nobody knows yet whose it is, and its answer. */
export interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The memory that its body shares with those of all other requests. */
  readonly bodies: BodyBudget;
}

/** One request that was let in, and its answer. */
export interface Exchange extends Arrival {
  readonly principal: Principal;
  /** The address it came from; behind a trusted proxy, that of the proxy's client. */
  readonly from: string;
  /** Scheme, host and port under which users reach this server; every absolute address begins with it. */
  readonly publicOrigin: string;
}

/** Answers an exchange. What it throws is answered as a problem; an `AppError` with its own status and code. */
export type Handler = (exchange: Exchange) => void | Promise<void>;

/** The same for a path with an `:id`, given what stands for it. */
export type IdHandler = (exchange: Exchange, id: string) => void | Promise<void>;
