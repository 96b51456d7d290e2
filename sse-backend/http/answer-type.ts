import { AppError } from '../app-error.ts';
import { preferredType } from './accept.ts';
import type { RequestContext } from './request-context.ts';

/** The form in which a client wants an answer, of those offered (the server's favourite first). @throws AppError `not-acceptable` */
export function answerType<T extends string>({ request, response }: RequestContext, offered: readonly [T, ...T[]]): T {
  response.appendHeader('Vary', 'Accept');
  const { accept } = request.headers;
  const type = preferredType(accept, offered);
  if (type) return type;
  const seen = JSON.stringify((accept ?? '').slice(0, 100));
  throw new AppError('not-acceptable', `Accept ${seen} allows no form that this has; allow ${offered.join(', ')}.`);
}
