import type { ServerResponse } from 'node:http';
import { drainOrClose } from './drain-or-close.ts';
import type { RequestContext } from './request-context.ts';

/** A file that is made while it is downloaded. */
export interface Download {
  readonly contentType: string;
  readonly fileName: string;
  /** Its text, piece by piece. */
  readonly pieces: AsyncIterator<string, void>;
}

/** A download that nobody has read from for this long is given up: its connection would be held for ever. */
const LONGEST_STALL_MS = 60_000;

/** Sends a file, of which no piece is made before the client has read the one before. It is cut when its access ends. */
export async function sendDownload(
  { request, response, principal }: RequestContext,
  { contentType, fileName, pieces }: Download,
): Promise<void> {
  // Made before the headers are sent, so that what can't be read is still answered as a problem.
  let piece = await pieces.next();
  // Its client has gone meanwhile: nothing would call off what waits for the end of its access.
  if (response.closed) return;
  response.writeHead(200, {
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store',
  });
  const cut = () => response.destroy();
  response.setTimeout(LONGEST_STALL_MS, cut);
  principal.expiry.onEnd(cut);
  response.once('close', () => principal.expiry.offEnd(cut));
  if (request.method !== 'HEAD') {
    while (!piece.done && (await send(response, piece.value))) piece = await pieces.next();
  }
  response.end();
}

/** Resolves when the client is ready for more; `false` when it has gone. */
async function send(response: ServerResponse, text: string): Promise<boolean> {
  if (!response.write(text)) await drainOrClose(response);
  return !response.destroyed;
}
