import { AppError } from '../app-error.ts';
import type { Scope } from '../contract/access.ts';
import type { Arrival, Exchange, Handler } from './exchange.ts';

/** The methods that routes can have. */
export type Method = 'GET' | 'POST' | 'DELETE';

/** What somebody must be allowed to do; `nothing` for what is open to all. */
export type Need = Scope | 'nothing';

/** A handler, and who gets to it. */
export interface Endpoint {
  readonly needs: Need;
  readonly handle: Handler;
}

/** A path and what may be done with it. HEAD comes with GET: `node:http` leaves the body away. */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, Endpoint>>>;
}

/** Lets a request in to what needs something, or throws why not. */
export type Admission = (arrival: Arrival, need: Need) => Exchange | Promise<Exchange>;

/**
 * Finds the endpoint of a request by path, then by method, and hands it over when it is let in; OPTIONS is answered here, so
 * that every path knows it. The fallback is open to all.
 */
export function route(
  routes: readonly Route[],
  fallback: Handler,
  admit: Admission,
): (arrival: Arrival) => void | Promise<void> {
  const byPath = new Map(routes.map((each) => [each.path, each]));
  const toFallback: Endpoint = { needs: 'nothing', handle: fallback };
  return (arrival) => {
    const found = byPath.get(arrival.url.pathname);
    const endpoint = found ? endpointOf(found, arrival) : toFallback;
    return endpoint && enter(endpoint, arrival, admit);
  };
}

/** The fallback when no path matches and there are no files to serve. */
export function refuseUnknownPath({ url }: Arrival): never {
  throw new AppError(
    'not-found',
    `There is nothing at ${JSON.stringify(url.pathname.slice(0, 200))}: see GET /events and GET /api/status.`,
  );
}

function enter({ needs, handle }: Endpoint, arrival: Arrival, admit: Admission): void | Promise<void> {
  const admitted = admit(arrival, needs);
  return admitted instanceof Promise ? admitted.then(handle) : handle(admitted);
}

/** `undefined` when the request has been answered. */
function endpointOf({ path, methods }: Route, { request, response }: Arrival): Endpoint | undefined {
  const allow = allowedMethods(methods);
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { Allow: allow }).end();
    return undefined;
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const endpoint = isMethod(method) ? methods[method] : undefined;
  if (endpoint) return endpoint;
  response.setHeader('Allow', allow);
  throw new AppError('method-not-allowed', `${request.method ?? ''} ${path} is not possible: use one of ${allow}.`);
}

function isMethod(method: string | undefined): method is Method {
  return method === 'GET' || method === 'POST' || method === 'DELETE';
}

function allowedMethods(methods: Route['methods']): string {
  return [...Object.keys(methods), ...(methods.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
