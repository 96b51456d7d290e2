import type { Type } from '@angular/core';

/** A page and where it is found. */
export interface PageRoute {
  /** As in `/people/:rfid`: a part that begins with a colon takes anything. */
  readonly path: string;
  /** What the page is called; the document's title begins with it. */
  readonly title: string;
  readonly load: () => Promise<Type<unknown>>;
}

/** The route of an address, and what stands for the parts with a colon. */
export interface RouteMatch {
  readonly route: PageRoute;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a path; `undefined` when there is none. */
export function matchRoute(routes: readonly PageRoute[], path: string): RouteMatch | undefined {
  for (const route of routes) {
    const params = matchPath(route.path.split('/'), path.split('/'));
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = decode(parts[index] ?? '');
    if (expected.startsWith(':') && part !== undefined && part !== '') params[expected.slice(1)] = part;
    else if (expected !== part) return undefined;
  }
  return params;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
