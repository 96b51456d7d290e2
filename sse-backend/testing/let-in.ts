import { LOCAL } from '../access/principal.ts';
import type { Admission } from '../http/router.ts';

/** Lets everyone in, for tests of what is behind the door. */
export const letIn: Admission = (arrival) => ({
  ...arrival,
  principal: LOCAL,
  from: '127.0.0.1',
  publicOrigin: `http://${arrival.request.headers.host ?? 'localhost'}`,
});
