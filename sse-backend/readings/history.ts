import { AppError } from '../app-error.ts';
import { withId } from '../contract/wire.ts';
import { formatCursor } from '../http/cursor.ts';
import type { Exchange, Handler } from '../http/exchange.ts';
import { sendJsonText } from '../http/json.ts';
import type { EventLog } from '../log/event-log.ts';
import type { HistoryQuery } from '../log/shapes.ts';
import { preferredType } from '../http/accept.ts';
import { CSV_FORMAT } from './csv-format.ts';
import { fhirFormat, selfLink } from './fhir-format.ts';
import { exportHistory } from './history-export.ts';
import { parseHistoryQuery } from './history-parameters.ts';

type HistoryLog = Pick<EventLog, 'history' | 'idOf'>;

const OFFERED = ['application/json', 'text/csv', 'application/fhir+json'] as const;

/** `GET /api/readings`: history by TakenAt, newest first, as a page of JSON, or all of it as CSV or FHIR. */
export function historyRoute(log: HistoryLog): Handler {
  return (exchange: Exchange) => {
    const { request, response, url } = exchange;
    response.appendHeader('Vary', 'Accept');
    const type = preferredType(request.headers.accept, OFFERED);
    if (!type) throw notAcceptable(request.headers.accept ?? '');
    const query = parseHistoryQuery(url);
    switch (type) {
      case 'application/json':
        return sendHistoryJson(exchange, log, query);
      case 'text/csv':
        return exportHistory(exchange, log, query, CSV_FORMAT);
      case 'application/fhir+json':
        return exportHistory(exchange, log, query, fhirFormat(selfLink(exchange, query)));
    }
  };
}

async function sendHistoryJson({ response }: Exchange, log: HistoryLog, query: HistoryQuery): Promise<void> {
  // One more than asked for tells whether there is a next page.
  const rows = await log.history({ ...query, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  const readings = page.map(({ sequence, data }) => withId(log.idOf(sequence), data)).join(',');
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const next = last ? `,"Next":${JSON.stringify(formatCursor(last))}` : '';
  sendJsonText(response, 200, `{"Readings":[${readings}]${next}}`);
}

function notAcceptable(accept: string): AppError {
  const seen = JSON.stringify(accept.slice(0, 100));
  return new AppError('not-acceptable', `Accept ${seen} allows no form that history has; allow ${OFFERED.join(', ')}.`);
}
