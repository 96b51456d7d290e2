import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestContext } from '../http/request-context.ts';
import type { StreamLimit } from './stream-limit.ts';

/**
 * Sends the headers of an event stream, at once: a client must know that it is connected before anything happens.
 * Returns whether a stream has to be written. The response ends here for HEAD, which is refused like GET, and for a client
 * that left while its request waited, for example for its token to be checked: no later event would free its slot.
 * @throws AppError `too-many-streams`, `too-many-streams-of-yours`
 */
export function openStream(context: RequestContext, limit: StreamLimit): boolean {
  const { request, response } = context;
  const isOpen = request.method !== 'HEAD' && !hasLeft(context);
  if (isOpen) limit.take(context);
  else limit.check(context);
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // nginx would otherwise gather a stream in its buffers.
    'X-Accel-Buffering': 'no',
    ...(request.httpVersion === '1.1' && isOpen ? { 'Transfer-Encoding': 'chunked' } : {}),
  });
  if (isOpen) {
    endWithClient(context);
    response.flushHeaders();
  } else response.end();
  return isOpen;
}

/** Whether the client left. A half-closed connection counts: TCP can't distinguish it, and a stream has no end to wait for. */
function hasLeft({ request, response }: RequestContext): boolean {
  return response.destroyed || request.socket.readableEnded;
}

/** The open streams of each connection: more than one where a client pipelines its requests. */
const streamsOf = new WeakMap<Socket, ServerResponse[]>();

/**
 * Ends a stream as soon as its client leaves. The HTTP server itself keeps half-closed connections, for answers that end.
 * All streams share the listeners: closures for each would take 0.7 KiB a stream.
 */
function endWithClient({ request: { socket }, response }: RequestContext): void {
  const streams = streamsOf.get(socket);
  if (streams) streams.push(response);
  else {
    streamsOf.set(socket, [response]);
    socket.on('end', destroyStreams);
  }
  response.on('close', forgetStream);
}

function destroyStreams(this: Socket): void {
  for (const response of streamsOf.get(this) ?? []) response.destroy();
}

function forgetStream(this: ServerResponse): void {
  const { socket } = this.req;
  const others = streamsOf.get(socket)?.filter((response) => response !== this) ?? [];
  if (others.length > 0) streamsOf.set(socket, others);
  else {
    streamsOf.delete(socket);
    socket.off('end', destroyStreams);
  }
}
