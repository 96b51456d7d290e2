import { AppError } from '../app-error.ts';
import { withId } from '../contract/wire.ts';
import { readJson } from '../http/body.ts';
import { contentType } from '../http/content-type.ts';
import type { RequestContext, Handler } from '../http/request-context.ts';
import { describeFieldError, MOST_ERRORS, type FieldError } from '../contract/field-error.ts';
import { sendJsonText } from '../http/json.ts';
import { quote } from '../contract/text.ts';
import type { EventLog } from '../log/event-log.ts';
import { parseAcknowledgement } from './parse-acknowledgement.ts';

/** Where acknowledgements go and are told, and how long their bodies may be. */
export interface AcknowledgementsOptions {
  readonly log: Pick<EventLog, 'acknowledge' | 'idOf'>;
  readonly maxBodyBytes: number;
}

/**
 * `POST /api/acknowledgements`: marks an alarm as seen. Answers 201 with the acknowledgement once it is durable, 200 with the
 * first one if somebody was faster.
 */
export function acknowledgementsRoute({ log, maxBodyBytes }: AcknowledgementsOptions): Handler {
  return async (context: RequestContext) => {
    contentType(context, ['application/json'], "send it with -H 'Content-Type: application/json'");
    const limit = { maxBytes: maxBodyBytes, remedy: 'send one acknowledgement with a shorter note' };
    const parsed = parseAcknowledgement(await readJson(context, limit));
    if (parsed.kind === 'refused') throw refusal(parsed.errors);
    const { alarm, note } = parsed;
    const { name: who } = context.principal;
    const outcome = await log.acknowledge({ alarm, by: who, note }, { who, from: context.from });
    if (outcome.kind === 'unknown') throw unknownAlarm(alarm);
    const status = outcome.kind === 'stored' ? 201 : 200;
    sendJsonText(context.response, status, withId(log.idOf(outcome.sequence), outcome.data));
  };
}

function refusal(errors: readonly FieldError[]): AppError {
  const listed = errors.slice(0, MOST_ERRORS).map((error) => ({ index: 0, ...error }));
  const [first] = listed;
  const detail = first ? `${describeFieldError(first)}.` : '';
  return new AppError('invalid-acknowledgement', `${detail} Nothing was stored; "errors" lists what is wrong.`, {
    errors: listed,
  });
}

function unknownAlarm(alarm: string): AppError {
  const seen = quote(alarm);
  return new AppError(
    'not-found',
    `Alarm ${seen} can't be acknowledged: there is none with this id, or it is no longer kept; see GET /api/alarms.`,
  );
}
