import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyBudget } from './body-budget.ts';
import type { Principal } from './principal.ts';

/** A request before authentication, with its response. */
export interface IncomingRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** Memory that the bodies of all requests share. */
  readonly bodies: BodyBudget;
}

/** An authorized request, with its response. */
export interface RequestContext extends IncomingRequest {
  readonly principal: Principal;
  /** The client's address; behind a trusted proxy, that of the proxy's client. */
  readonly from: string;
  /** Scheme, host and port that users see; all absolute URLs begin with it. */
  readonly publicOrigin: string;
}

/** Handles a request. An error that it throws is sent as a problem document; an `AppError` with its own status and code. */
export type Handler = (context: RequestContext) => void | Promise<void>;

/** Handles a request to a path with an `:id`; `id` is that part of the path. */
export type IdHandler = (context: RequestContext, id: string) => void | Promise<void>;
