import { formatInstant } from '../contract/instant.ts';
import { answerType } from '../http/answer-type.ts';
import { CSV_TYPE, csvPieces } from '../http/csv.ts';
import { sendDownload } from '../http/download.ts';
import type { RequestContext, Handler } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import { LIST_PARAMETERS, parseListQuery } from '../http/list-parameters.ts';
import { readPages, toPage } from '../http/list-pages.ts';
import type { QueryTable } from '../http/query-table.ts';
import { invalidParameter, single } from '../http/query.ts';
import type { AccessStore } from './access-store.ts';
import { AUDIT_ACTIONS, type AuditAction } from './audit-entry.ts';
import type { AuditQuery, AuditRow } from './audit-table.ts';

/** What the route reads. */
export interface AuditSource extends Pick<AccessStore, 'auditPage'> {
  /** Resolves when the entries of what the log has stored are in the audit's file, or can't be copied for now. */
  update(): Promise<void>;
}

/** An entry of the audit on the wire. */
interface WireEntry {
  /** RFC 3339 in UTC with milliseconds. */
  readonly At: string;
  readonly Who: string;
  readonly Action: AuditAction;
  readonly Subject: string;
  readonly From: string;
}

/** What the audit can be asked. */
export const AUDIT_PARAMETERS = {
  who: { meaning: 'whose entries', schema: { type: 'string' } },
  action: { meaning: 'entries of one kind', schema: { type: 'string', enum: AUDIT_ACTIONS } },
  ...LIST_PARAMETERS,
} as const satisfies QueryTable;

const COLUMNS = ['At', 'Who', 'Action', 'Subject', 'From'];

/** `GET /api/audit`: who changed what, when, from where, newest first, as a page of JSON, or all of it as CSV. */
export function auditRoute(store: AuditSource): Handler {
  return async (context: RequestContext) => {
    const type = answerType(context, ['application/json', 'text/csv']);
    const query = parseAuditQuery(context.url);
    await store.update();
    switch (type) {
      case 'application/json':
        return sendPage(context, store, query);
      case 'text/csv':
        return sendCsv(context, store, query);
    }
  };
}

function sendPage({ response }: RequestContext, store: AuditSource, query: AuditQuery): void {
  const { rows, next } = toPage(store.auditPage({ ...query, limit: query.limit + 1 }), query.limit);
  sendJson(response, 200, { Entries: rows.map(toWire), ...next });
}

function sendCsv(context: RequestContext, store: AuditSource, query: AuditQuery): Promise<void> {
  const pages = readPages(query.before, (before, limit) => store.auditPage({ ...query, before, limit }));
  const pieces = csvPieces(COLUMNS, pages, toCells);
  return sendDownload(context, { contentType: CSV_TYPE, fileName: 'audit.csv', pieces });
}

function toWire({ atMs, who, action, subject, from }: AuditRow): WireEntry {
  return { At: formatInstant(atMs), Who: who, Action: action, Subject: subject, From: from };
}

function toCells(row: AuditRow): readonly string[] {
  const { At, Who, Action, Subject, From } = toWire(row);
  return [At, Who, Action, Subject, From];
}

/** `?who=&action=`, and what every list can be asked. @throws AppError `invalid-parameter` */
function parseAuditQuery(url: URL): AuditQuery {
  return { ...parseListQuery(url), who: single(url, 'who'), action: action(url) };
}

function action(url: URL): AuditAction | undefined {
  const text = single(url, 'action');
  const found = AUDIT_ACTIONS.find((each) => each === text);
  if (text === undefined || found) return found;
  throw invalidParameter(
    'action',
    text,
    'nothing of that kind is in the audit',
    `use one of ${AUDIT_ACTIONS.join(', ')}`,
  );
}
