import { AppError } from '../app-error.ts';
import type { Scope } from '../contract/access.ts';
import type { IncomingRequest, RequestContext, Handler, IdHandler } from './request-context.ts';
import { checkQuery, type QueryTable } from './query-table.ts';

/** The methods that routes can have. */
type Method = 'GET' | 'POST' | 'DELETE';

/** What somebody must be allowed to do; `nothing` for what is open to all. */
export type Need = Scope | 'nothing';

/** A handler, and who gets to it. */
interface Endpoint {
  readonly needs: Need;
  /** The query parameters that it has; none when left out. */
  readonly query?: QueryTable;
  /** Gets '' for the id where the path has none. */
  readonly handle: IdHandler;
}

/**
 * A path and what may be done with it. One part of it may be `:id`, which stands for any one part, as it is in the URL. HEAD
 * comes with GET: `node:http` leaves the body away.
 */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, Endpoint>>>;
}

/** A route, and what stands for the `:id` of its path. */
interface Found {
  readonly route: Route;
  readonly id: string;
}

/** Lets a request in to what needs something, or throws why not. */
export type Authorize = (incoming: IncomingRequest, need: Need) => RequestContext | Promise<RequestContext>;

/**
 * Finds the endpoint of a request by path, then by method, and hands it over when it is let in; OPTIONS is answered here, so
 * that every path knows it. The fallback is open to all.
 */
export function route(
  routes: readonly Route[],
  fallback: Handler,
  authorize: Authorize,
): (incoming: IncomingRequest) => void | Promise<void> {
  const find = finderOf(routes);
  const toFallback: Endpoint = { needs: 'nothing', handle: fallback };
  return (incoming) => {
    const found = find(incoming.url.pathname);
    const endpoint = found ? endpointOf(found.route, incoming) : toFallback;
    return endpoint && enter(endpoint, incoming, found?.id ?? '', authorize);
  };
}

/** The fallback when no path matches and there are no files to serve. */
export function refuseUnknownPath({ url }: IncomingRequest): never {
  throw new AppError(
    'not-found',
    `There is nothing at ${JSON.stringify(url.pathname.slice(0, 200))}: see GET /events and GET /api/status.`,
  );
}

/** A path of its own comes before one with an `:id`. */
function finderOf(routes: readonly Route[]): (path: string) => Found | undefined {
  const byPath = new Map(routes.map((each) => [each.path, { route: each, id: '' }]));
  const withId = routes.flatMap((each) => {
    const [before, after] = each.path.split(':id');
    return before === undefined || after === undefined ? [] : [{ route: each, before, after }];
  });
  return (path) => {
    const found = byPath.get(path);
    if (found) return found;
    for (const { route: each, before, after } of withId) {
      if (!path.startsWith(before) || !path.endsWith(after)) continue;
      const id = path.slice(before.length, path.length - after.length);
      if (/^[^/]+$/.test(id)) return { route: each, id };
    }
    return undefined;
  };
}

function enter(endpoint: Endpoint, incoming: IncomingRequest, id: string, authorize: Authorize): void | Promise<void> {
  const handle = (context: RequestContext) => {
    checkQuery(context.url, endpoint.query);
    return endpoint.handle(context, id);
  };
  const admitted = authorize(incoming, endpoint.needs);
  return admitted instanceof Promise ? admitted.then(handle) : handle(admitted);
}

/** `undefined` when the request has been answered. */
function endpointOf({ path, methods }: Route, { request, response }: IncomingRequest): Endpoint | undefined {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { Allow: allowedMethods(methods) }).end();
    return undefined;
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const endpoint = isMethod(method) ? methods[method] : undefined;
  if (endpoint) return endpoint;
  const allow = allowedMethods(methods);
  response.setHeader('Allow', allow);
  throw new AppError('method-not-allowed', `${request.method ?? ''} ${path} is not possible: use one of ${allow}.`);
}

function isMethod(method: string | undefined): method is Method {
  return method === 'GET' || method === 'POST' || method === 'DELETE';
}

function allowedMethods(methods: Route['methods']): string {
  return [...Object.keys(methods), ...(methods.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
