import { LOCAL } from '../http/principal.ts';
import type { Authorize } from '../http/router.ts';

/** Lets everyone in, for tests of what is behind the door. */
export const letIn: Authorize = (arrival) => ({
  ...arrival,
  principal: LOCAL,
  from: '127.0.0.1',
  publicOrigin: `http://${arrival.request.headers.host ?? 'localhost'}`,
});
