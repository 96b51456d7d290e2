import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../app-error.ts';
import type { Exchange, Handler } from './exchange.ts';
import { sendProblem, toProblem } from './problem.ts';

/** Headers that take longer are a slow-loris: each would hold a connection for as long as it likes. */
const HEADERS_MS = 10_000;

/** Finds dead peers: a TCP connection whose other end lost power says nothing. */
const TCP_KEEP_ALIVE_MS = 30_000;

/** After a refusal the rest of the body is thrown away for so long, so that a sender that reads only then gets the answer. */
const LINGER_MS = 5_000;

export interface HttpServerParts {
  readonly handle: Handler;
  /** Something failed that is not the client's fault. */
  readonly onFailure: (error: unknown, request: IncomingMessage) => void;
}

/** An HTTP server in which whatever a handler throws is answered as a problem. */
export function createHttpServer({ handle, onFailure }: HttpServerParts): Server {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer({ handle, onFailure }, request, response).catch((error: unknown) => onFailure(error, request));
  };
  const server = createServer({
    headersTimeout: HEADERS_MS,
    // Uploads line by line may last for days; the readers of bodies have their own limits.
    requestTimeout: 0,
    connectionsCheckingInterval: 1000,
    keepAlive: true,
    keepAliveInitialDelay: TCP_KEEP_ALIVE_MS,
  });
  server.on('request', listener);
  // Without a listener Node asks for the body before anybody has seen its size.
  server.on('checkContinue', listener);
  server.on('clientError', refuseUnparsed);
  return server;
}

async function answer(
  { handle, onFailure }: HttpServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  // The client's going away in the middle of an answer is not an error.
  response.on('error', () => response.destroy());
  try {
    await handle({ request, response, url: parseUrl(request) });
  } catch (error) {
    const refusal = error instanceof AppError ? error : internalError(error);
    if (refusal.status >= 500) onFailure(error, request);
    if (!response.closed) sendProblem(response, refusal);
  }
  if (!request.complete && response.writableEnded) throwBodyAway(request);
}

function parseUrl(request: IncomingMessage): Exchange['url'] {
  const target = request.url ?? '';
  // [spec] RFC 9112 section 3.2.1: origin-form. Put behind a name, "//evil/events" would be taken for an authority.
  if (target.startsWith('/') && URL.canParse(`http://local${target}`)) return new URL(`http://local${target}`);
  throw new AppError('invalid-request', `The request target ${JSON.stringify(target.slice(0, 100))} is not a path.`);
}

function internalError(cause: unknown): AppError {
  return new AppError('internal-error', 'The server failed to answer this; its log says why. Try again later.', {
    cause,
  });
}

function throwBodyAway(request: IncomingMessage): void {
  const cut = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(cut)).resume();
}

/** What could not even be parsed as HTTP is answered by hand: there is no response object for it. */
function refuseUnparsed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = toProblem(unparsed(error.code));
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

function unparsed(code: string | undefined): AppError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError(
        'request-too-slow',
        `The headers were not complete after ${HEADERS_MS / 1000} s; send them faster.`,
      );
    case 'HPE_HEADER_OVERFLOW':
      return new AppError('headers-too-large', 'The headers are larger than 16 KiB; send fewer or shorter ones.');
    default:
      return new AppError('invalid-request', 'This is not an HTTP/1.1 request; see RFC 9112.');
  }
}
