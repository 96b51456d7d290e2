import { inject, Service } from '@angular/core';
import type { ImportState } from '@contract/import';
import { map, type Observable } from 'rxjs';

import { JsonApi } from '../http/json-api';

/** One page of the list of imports, newest first. */
export interface ImportsPage {
  readonly imports: readonly ImportState[];
  /** Cursor of the next page; `undefined` on the last page. */
  readonly next: string | undefined;
}

/** Path of the page of all imports. */
export const IMPORTS_HREF = '/imports';

/** Returns the path of the page of one import. */
export function importHref(id: string): string {
  return `${IMPORTS_HREF}/${id}`;
}

const URL = '/api/imports';

const PAGE_SIZE = 20;

/** Client of `/api/imports`. */
@Service()
export class ImportsApi {
  private readonly api = inject(JsonApi);

  /** `GET /api/imports`; `before`: the `next` of an earlier page. */
  listImports(before: string | undefined): Observable<ImportsPage> {
    return this.api.get(URL, { limit: PAGE_SIZE, before }).pipe(map(({ body }) => parsePage(body)));
  }

  /** `GET /api/imports/<id>`. */
  getImport(id: string): Observable<ImportState> {
    return this.api.get(`${URL}/${encodeURIComponent(id)}`).pipe(map(({ body }) => parseImport(body)));
  }

  /** Cancels an import: `DELETE /api/imports/<id>`. */
  cancelImport(id: string): Observable<unknown> {
    return this.api.sendSignedIn({ method: 'DELETE', url: `${URL}/${encodeURIComponent(id)}`, body: undefined });
  }

  /** Returns the URL of an import's event stream. */
  eventsUrl(id: string): string {
    return `${URL}/${encodeURIComponent(id)}/events`;
  }

  /** Returns the download URL of the rejected rows. */
  errorsUrl(id: string): string {
    return `${URL}/${encodeURIComponent(id)}/errors.csv`;
  }
}

function parsePage(body: unknown): ImportsPage {
  const { Imports, Next } = (body ?? {}) as { Imports?: unknown; Next?: unknown };
  if (!Array.isArray(Imports))
    throw new TypeError('the response did not come from a Vitalwire server: its list has no Imports');
  return { imports: Imports.map(parseImport), next: typeof Next === 'string' ? Next : undefined };
}

function parseImport(value: unknown): ImportState {
  if (typeof (value as Partial<ImportState> | null)?.Id === 'string') return value as ImportState;
  throw new TypeError('the response did not come from a Vitalwire server: its import has no Id');
}
