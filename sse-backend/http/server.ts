import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../app-error.ts';
import type { IncomingRequest } from './request-context.ts';
import { BodyBudget } from './body-budget.ts';
import { sendProblem } from './problem.ts';
import { SafeResponse } from './safe-response.ts';
import { HEADERS_MS, refuseConnect, refuseUnparsed } from './unparsed.ts';

/** Finds dead peers: a TCP connection whose other end lost power says nothing. */
const TCP_KEEP_ALIVE_MS = 30_000;

/** After a refusal the rest of the body is thrown away for so long, so that a sender that reads only then gets the answer. */
const LINGER_MS = 5_000;

/** What a server does with requests. */
export interface HttpServerParts {
  readonly handle: (incoming: IncomingRequest) => void | Promise<void>;
  /** Something failed that is not the client's fault. */
  readonly onFailure: (error: unknown, request: IncomingMessage) => void;
  /** Maximum size of one body, which the memory for all bodies allows in any case. */
  readonly maxBodyBytes?: number;
}

/** An HTTP server in which whatever a handler throws is answered as a problem. */
export function createHttpServer({ handle, onFailure, maxBodyBytes }: HttpServerParts): Server {
  const bodies = new BodyBudget(maxBodyBytes);
  const newestAnswers = new WeakMap<Duplex, ServerResponse>();
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    newestAnswers.set(request.socket, response);
    response.on('finish', endWhenClosing).on('error', destroy);
    answer({ handle, onFailure, bodies }, request, response).catch((error: unknown) => onFailure(error, request));
  };
  const server = createServer({
    ServerResponse: SafeResponse,
    headersTimeout: HEADERS_MS,
    // Uploads line by line may last for days; the readers of bodies have their own limits.
    requestTimeout: 0,
    // Node's own refusal is no problem document.
    requireHostHeader: false,
    connectionsCheckingInterval: 1000,
    keepAlive: true,
    keepAliveInitialDelay: TCP_KEEP_ALIVE_MS,
  });
  // Node would close the connection of a client that has closed its side, with the answer still being made. Node's
  // documentation leaves this property out, so a test pins what it does.
  Object.assign(server, { httpAllowHalfOpen: true });
  // Even when it is closing, Node keeps the connection for a next request, and closing would wait for that.
  function endWhenClosing(this: ServerResponse): void {
    if (!server.listening) this.req.socket.destroySoon();
  }
  server.on('request', listener);
  // Without a listener Node asks for the body before anybody has seen its size.
  server.on('checkContinue', listener);
  // [spec] RFC 9110 section 10.1.1: an unknown expectation may be left unheeded.
  server.on('checkExpectation', listener);
  server.on('connect', (_request, socket) => refuseConnect(socket));
  server.on('clientError', (error, socket) => refuseUnparsed(error, socket, newestAnswers.get(socket)));
  return server;
}

async function answer(
  { handle, onFailure, bodies }: HttpServerParts & Pick<IncomingRequest, 'bodies'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseHostless(request);
    await handle({ request, response, url: parseUrl(request), bodies });
  } catch (error) {
    const refusal = error instanceof AppError ? error : internalError(error);
    if (refusal.status >= 500) onFailure(error, request);
    if (!response.closed) sendProblem(response, refusal);
  }
  if (!request.complete && response.writableEnded) throwBodyAway(request);
}

/** The client's going away in the middle of an answer is not an error. */
function destroy(this: ServerResponse): void {
  this.destroy();
}

/** [spec] RFC 9112 section 3.2: without Host a request is refused or with several, is refused with 400. HTTP/1.0 knew none. */
function refuseHostless({ rawHeaders, httpVersion }: IncomingMessage): void {
  let hosts = 0;
  // Names and values by turns.
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1;
  if (hosts === 1 || (hosts === 0 && httpVersion === '1.0')) return;
  throw new AppError(
    'invalid-request',
    `The request has ${hosts} Host headers; send the one name that it is meant for.`,
  );
}

function parseUrl(request: IncomingMessage): IncomingRequest['url'] {
  const target = request.url ?? '';
  // [spec] RFC 9112 section 3.2.2: absolute-form has to be taken, and its authority stands for the Host header's.
  const named = /^https?:/i.test(target) ? URL.parse(target) : null;
  if (named) {
    request.headers.host = named.host;
    return named;
  }
  // [spec] RFC 9112 section 3.2.1: origin-form. Put behind a name, "//evil/events" would be taken for an authority.
  const url = target.startsWith('/') ? URL.parse(`http://local${target}`) : null;
  if (url) return url;
  throw new AppError('invalid-request', `The request target ${JSON.stringify(target.slice(0, 100))} is not a path.`);
}

function internalError(cause: unknown): AppError {
  return new AppError('internal-error', 'The server failed to answer this; its log says why. Try again later.', {
    cause,
  });
}

function throwBodyAway(request: IncomingMessage): void {
  const { socket } = request;
  // Once it has been answered, a request no longer hears of the connection's end.
  const cut = setTimeout(() => socket.destroy(), LINGER_MS);
  const finish = () => {
    clearTimeout(cut);
    socket.off('close', finish);
  };
  socket.once('close', finish);
  request.once('end', finish).resume();
}
