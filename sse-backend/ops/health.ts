import { AppError } from '../app-error.ts';
import type { Handler } from '../http/exchange.ts';
import { sendJson } from '../http/json.ts';

/** `GET /healthz`: the process is alive and its event loop turns. */
export const answerHealth: Handler = ({ response }) => sendJson(response, 200, { Status: 'ok' });

interface Readiness {
  readonly isStopping: () => boolean;
  /** Rejects with the reason when nothing could be stored now. */
  readonly probe: () => Promise<void>;
}

/** `GET /readyz`: 200 when readings can be taken, 503 or 507 with the reason when not. */
export function readyHandler({ isStopping, probe }: Readiness): Handler {
  return async ({ response }) => {
    if (isStopping())
      throw new AppError('server-stopping', 'The server is stopping; use another one or wait a moment.');
    await probe();
    sendJson(response, 200, { Status: 'ready' });
  };
}
