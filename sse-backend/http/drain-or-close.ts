import type { ServerResponse } from 'node:http';

/** Waits until the client has read on, or has gone: whoever waits for drain alone hangs for ever when it vanishes. */
export function drainOrClose(response: ServerResponse): Promise<void> {
  if (response.closed || !response.writableNeedDrain) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once('drain', resolve).once('close', resolve);
  return promise.finally(() => response.off('drain', resolve).off('close', resolve));
}
