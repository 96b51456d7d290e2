import type { Handler } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import { parseListQuery } from '../http/list-parameters.ts';
import { toPage } from '../http/list-pages.ts';
import type { ImportParts } from './import-parts.ts';
import { toState } from './import-state.ts';

/** `GET /api/imports`: all imports, newest first. */
export function importsRoute({ book, queue }: Pick<ImportParts, 'book' | 'queue'>): Handler {
  return async ({ url, response }) => {
    const query = parseListQuery(url);
    const { rows, next } = toPage(await book.page({ ...query, limit: query.limit + 1 }), query.limit);
    sendJson(response, 200, { Imports: rows.map((job) => toState(job, queue.problemOf(job.id))), ...next });
  };
}
