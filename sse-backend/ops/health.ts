import type { Handler } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';

/** `GET /healthz`: the process is alive and its event loop turns. */
export const answerHealth: Handler = ({ response }) => sendJson(response, 200, { Status: 'ok' });

/**
 * `GET /readyz`: 200 when readings can be taken, with what an operator should see to. `probe` rejects with the reason, 503 or
 * 507, when they can't.
 */
export function readyHandler(probe: () => Promise<void>, warnings: () => readonly string[]): Handler {
  return async ({ response }) => {
    await probe();
    const texts = warnings();
    sendJson(response, 200, { Status: 'ready', ...(texts.length > 0 ? { Warnings: texts } : {}) });
  };
}
