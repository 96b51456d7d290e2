import type { Handler } from '../http/exchange.ts';
import { sendJson } from '../http/json.ts';

/** `GET /healthz`: the process is alive and its event loop turns. */
export const answerHealth: Handler = ({ response }) => sendJson(response, 200, { Status: 'ok' });

/** `GET /readyz`: 200 when readings can be taken. `probe` rejects with the reason, 503 or 507, when they can't. */
export function readyHandler(probe: () => Promise<void>): Handler {
  return async ({ response }) => {
    await probe();
    sendJson(response, 200, { Status: 'ready' });
  };
}
