import { inject, Service } from '@angular/core';
import type { ImportState } from '@contract/import';
import { map, type Observable } from 'rxjs';

import { JsonApi } from '../http/json-api';

/** Imports, newest first. */
export interface ImportsPage {
  readonly imports: readonly ImportState[];
  /** Where the next page begins; `undefined` at the end. */
  readonly next: string | undefined;
}

const URL = '/api/imports';

/** About as many as fit on two screens. */
const PAGE_SIZE = 20;

/** The JSON API, as far as imports go. */
@Service()
export class ImportsApi {
  private readonly api = inject(JsonApi);

  /** `GET /api/imports`; `before`: the `next` of an earlier page. */
  list(before: string | undefined): Observable<ImportsPage> {
    return this.api.get(URL, { limit: PAGE_SIZE, before }).pipe(map(({ body }) => parsePage(body)));
  }

  /** `GET /api/imports/<id>`. */
  find(id: string): Observable<ImportState> {
    return this.api.get(`${URL}/${encodeURIComponent(id)}`).pipe(map(({ body }) => parseImport(body)));
  }

  /** `DELETE /api/imports/<id>`: cancels it. */
  cancel(id: string): Observable<unknown> {
    return this.api.sendSignedIn({ method: 'DELETE', url: `${URL}/${encodeURIComponent(id)}`, body: undefined });
  }

  /** Where an import's story is streamed from. */
  eventsUrl(id: string): string {
    return `${URL}/${encodeURIComponent(id)}/events`;
  }

  /** Where its refused rows are downloaded from. */
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
