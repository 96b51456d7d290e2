import type { RequestContext, Handler } from '../http/request-context.ts';
import type { EventLog } from '../log/event-log.ts';
import { parseFilter } from './filter.ts';
import type { Hub } from './hub.ts';
import { openStream } from './open-stream.ts';
import { drawRetry } from './retry.ts';
import { openSink } from './sink.ts';
import { findStart, parseAsked } from './start.ts';
import type { StreamLimit } from './stream-limit.ts';

interface EventsParts {
  readonly log: EventLog;
  readonly hub: Hub;
  readonly limit: StreamLimit;
}

/** `GET /events`: the log as a stream, from where the client says. */
export function eventsHandler({ log, hub, limit }: EventsParts): Handler {
  return async (context: RequestContext) => {
    const { request, response, url, principal } = context;
    const filter = parseFilter(url);
    const asked = parseAsked(request, url);
    if (!openStream(context, limit)) return;
    const sink = openSink(response);
    sink.sendFrames(Buffer.from(drawRetry()));
    const start = await findStart(log, asked, filter);
    if (response.closed) return;
    response.on('close', hub.subscribe(sink, filter, start, principal.expiry));
  };
}
