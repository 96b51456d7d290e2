import { AppError } from '../app-error.ts';
import type { Exchange, Handler } from './exchange.ts';

/** The methods that routes can have. */
export type Method = 'GET' | 'POST' | 'DELETE';

/** A path and what may be done with it. HEAD comes with GET: `node:http` leaves the body away. */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, Handler>>>;
}

/** Finds the handler of an exchange by path, then by method; OPTIONS is answered here, so that every path knows it. */
export function route(routes: readonly Route[], fallback: Handler): Handler {
  const byPath = new Map(routes.map((each) => [each.path, each]));
  return (exchange) => {
    const found = byPath.get(exchange.url.pathname);
    if (!found) return fallback(exchange);
    return dispatch(found, exchange);
  };
}

/** The fallback when no path matches and there are no files to serve. */
export function refuseUnknownPath({ url }: Exchange): never {
  throw new AppError(
    'not-found',
    `There is nothing at ${JSON.stringify(url.pathname.slice(0, 200))}: see GET /events and GET /api/status.`,
  );
}

function dispatch({ path, methods }: Route, exchange: Exchange): void | Promise<void> {
  const { request, response } = exchange;
  const allow = allowedMethods(methods);
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { Allow: allow }).end();
    return;
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const handler = isMethod(method) ? methods[method] : undefined;
  if (handler) return handler(exchange);
  response.setHeader('Allow', allow);
  throw new AppError('method-not-allowed', `${request.method ?? ''} ${path} is not possible: use one of ${allow}.`);
}

function isMethod(method: string | undefined): method is Method {
  return method === 'GET' || method === 'POST' || method === 'DELETE';
}

function allowedMethods(methods: Route['methods']): string {
  return [...Object.keys(methods), ...(methods.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
