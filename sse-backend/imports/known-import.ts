import { AppError } from '../app-error.ts';
import { quote } from '../contract/text.ts';
import type { ImportJob } from '../log/import-shapes.ts';
import type { ImportParts } from './import-parts.ts';

/** The import of an id. @throws AppError `not-found` */
export async function knownImport(book: Pick<ImportParts['book'], 'find'>, id: string): Promise<ImportJob> {
  const job = await book.find(id);
  if (job) return job;
  throw unknownImport(id);
}

/** The refusal of an id that no import has. */
export function unknownImport(id: string): AppError {
  const seen = quote(id);
  return new AppError('not-found', `There is no import ${seen}, or it is no longer kept; see GET /api/imports.`);
}
