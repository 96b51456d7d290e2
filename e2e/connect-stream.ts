import { get, type IncomingMessage } from 'node:http';

/**
 * Opens a stream as a client does that comes back again and again: from the last id it has, if any. Gives `undefined` when
 * the connection was cut or refused before an answer came. @throws Error when the answer isn't a stream
 */
export async function connectStream(
  url: string,
  lastEventId: string | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage | undefined> {
  const id = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  const request = get(url, { agent: false, signal, headers: { Accept: 'text/event-stream', ...id } });
  // Cut by us, by the server's death or refused by a port where nobody is: it comes back after each of them.
  request.on('error', () => undefined);
  const response = await new Promise<IncomingMessage | undefined>((resolve) => {
    request.once('response', resolve).once('close', () => resolve(undefined));
  });
  if (response && response.statusCode !== 200)
    throw new Error(`The stream was refused with ${response.statusCode ?? 'nothing'}`);
  return response;
}
