import { AppError } from '../app-error.ts';
import type { IdHandler } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import type { ImportParts } from './import-parts.ts';
import { toState } from './import-state.ts';
import { knownImport, unknownImport } from './known-import.ts';

/** `GET /api/imports/<id>`: how far it is, or how it ended. */
export function stateRoute({ book, queue }: Pick<ImportParts, 'book' | 'queue'>): IdHandler {
  return async ({ response }, id) => {
    sendJson(response, 200, toState(await knownImport(book, id), queue.problemOf(id)));
  };
}

/** `DELETE /api/imports/<id>`: cancels it; what it has stored stays. Answers 204 once that is durable. */
export function cancelRoute({ queue }: Pick<ImportParts, 'queue'>): IdHandler {
  return async ({ response, principal, from }, id) => {
    switch (await queue.cancel(id, { who: principal.name, from })) {
      case 'unknown':
        throw unknownImport(id);
      case 'over':
        throw new AppError('import-over', `Import ${id} is over, there is nothing to cancel; what it stored stays.`);
      case 'cancelled':
        response.writeHead(204).end();
    }
  };
}
