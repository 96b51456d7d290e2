import { withId } from '../contract/wire.ts';
import { answerType } from '../http/answer-type.ts';
import type { RequestContext, Handler } from '../http/request-context.ts';
import { sendJsonText } from '../http/json.ts';
import type { EventLog } from '../log/event-log.ts';
import type { HistoryQuery } from '../log/shapes.ts';
import { toPage } from '../http/list-pages.ts';
import { CSV_FORMAT } from './csv-format.ts';
import { fhirFormat, selfLink } from './fhir-format.ts';
import { exportHistory } from './history-export.ts';
import { parseHistoryQuery } from './history-parameters.ts';

type HistoryLog = Pick<EventLog, 'history' | 'idOf'>;

const OFFERED = ['application/json', 'text/csv', 'application/fhir+json'] as const;

/** `GET /api/readings`: history by TakenAt, newest first, as a page of JSON, or all of it as CSV or FHIR. */
export function historyRoute(log: HistoryLog): Handler {
  return (context: RequestContext) => {
    const type = answerType(context, OFFERED);
    const query = parseHistoryQuery(context.url);
    switch (type) {
      case 'application/json':
        return sendHistoryJson(context, log, query);
      case 'text/csv':
        return exportHistory(context, log, query, CSV_FORMAT);
      case 'application/fhir+json':
        return exportHistory(context, log, query, fhirFormat(selfLink(context, query)));
    }
  };
}

async function sendHistoryJson({ response }: RequestContext, log: HistoryLog, query: HistoryQuery): Promise<void> {
  const found = await log.history({ ...query, limit: query.limit + 1 });
  const { rows, next } = toPage(found, query.limit);
  const readings = rows.map(({ sequence, data }) => withId(log.idOf(sequence), data)).join(',');
  const rest = next.Next === undefined ? '' : `,"Next":${JSON.stringify(next.Next)}`;
  sendJsonText(response, 200, `{"Readings":[${readings}]${rest}}`);
}
