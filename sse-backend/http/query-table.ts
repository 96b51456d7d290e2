import { revealHidden } from '../contract/hidden-characters.ts';
import { invalidParameter } from './query.ts';

/** The values of a query parameter, in the words of JSON Schema, as OpenAPI has them. */
type ValueSchema =
  | {
      readonly type: 'string';
      readonly pattern?: string;
      readonly format?: 'date-time';
      readonly enum?: readonly string[];
    }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number; readonly default?: number };

/** A query parameter of a route. */
export interface QueryParameter {
  readonly meaning: string;
  readonly schema: ValueSchema;
  readonly isRequired?: true;
  readonly isRepeatable?: true;
}

/** The query parameters of a route, by name. */
export type QueryTable = Readonly<Record<string, QueryParameter>>;

/**
 * Refuses query parameters that a route does not have. The API refuses all: `?RFID=` instead of `?rfid=` would answer the
 * readings of all tags. Other paths ignore them, as clients of streams add some against caches, except for one that differs
 * from a known one only in case.
 * @throws AppError `invalid-parameter`
 */
export function checkQuery(url: URL, known: QueryTable = {}): void {
  // Before `searchParams` is read, which makes an object.
  if (url.search === '') return;
  const { pathname, searchParams } = url;
  const names = Object.keys(known);
  for (const [name, value] of searchParams) {
    if (Object.hasOwn(known, name)) continue;
    const meant = names.find((each) => each.toLowerCase() === name.toLowerCase());
    if (meant !== undefined) throw unknownParameter(name, value, `write ${meant}`);
    if (!pathname.startsWith('/api/')) continue;
    throw unknownParameter(name, value, names.length > 0 ? `use some of ${names.join(', ')}` : 'leave it out');
  }
}

function unknownParameter(name: string, value: string, remedy: string): Error {
  return invalidParameter(revealHidden(name.slice(0, 100)), value, 'there is no such parameter here', remedy);
}
