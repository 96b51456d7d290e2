import type { Admission } from '../http/router.ts';
import { LOCAL } from './principal.ts';

/** Finds out whose a request is, and lets it in to what they may do. */
export function openGate(): Admission {
  return ({ request, response, url }) => ({
    request,
    response,
    url,
    principal: LOCAL,
    from: request.socket.remoteAddress ?? '',
  });
}
