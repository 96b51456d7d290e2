import type { Exchange } from '../http/exchange.ts';
import type { StreamLimit } from './stream-limit.ts';

/**
 * Sends the headers of an event stream, at once: a client must know that it is connected before anything happens.
 * Gives whether there is a stream to be written; for HEAD, which is refused like GET, the answer ends here.
 * @throws AppError `too-many-streams`, `too-many-streams-of-yours`
 */
export function openStream(exchange: Exchange, limit: StreamLimit): boolean {
  const { request, response } = exchange;
  const isHead = request.method === 'HEAD';
  if (isHead) limit.check(exchange);
  else limit.take(exchange);
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // nginx would otherwise gather a stream in its buffers.
    'X-Accel-Buffering': 'no',
    ...(request.httpVersion === '1.1' && !isHead ? { 'Transfer-Encoding': 'chunked' } : {}),
  });
  if (isHead) response.end();
  else response.flushHeaders();
  return !isHead;
}
