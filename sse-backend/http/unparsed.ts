import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../app-error.ts';
import { toProblem } from './problem.ts';
import { SECURITY_HEADERS } from './safe-response.ts';

const SECURITY_FIELDS = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

/** Headers that take longer are a slow-loris: each would hold a connection for as long as it likes. */
export const HEADERS_MS = 10_000;

/**
 * Answers by hand what could not even be parsed as HTTP: there is no response object for it. `newest` is the newest answer
 * begun on the connection.
 */
export function refuseUnparsed(error: NodeJS.ErrnoException, socket: Duplex, newest: ServerResponse | undefined): void {
  if (!socket.writable || error.code === 'ECONNRESET' || isInAnswer(newest)) {
    socket.destroy();
    return;
  }
  answerByHand(socket, unparsed(error.code));
}

/** CONNECT asks for a tunnel, which this server is not; Node hands over the bare socket for it. */
export function refuseConnect(socket: Duplex): void {
  // With the socket Node hands over its errors: without a listener, a client that cuts the connection here ends the process.
  socket.on('error', () => socket.destroy());
  const refusal = new AppError('method-not-allowed', 'CONNECT is not possible, as this is no proxy: use GET or POST.');
  answerByHand(socket, refusal, 'Allow: GET, HEAD, POST, DELETE, OPTIONS\r\n');
}

function answerByHand(socket: Duplex, refusal: AppError, fields = ''): void {
  const problem = toProblem(refusal);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\n${SECURITY_FIELDS}${fields}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

/** In the middle of an answer, a stream's above all, ours would be taken for a part of it. Without a socket it waits behind one. */
function isInAnswer(newest: ServerResponse | undefined): boolean {
  return newest !== undefined && !newest.writableFinished && (newest.headersSent || newest.socket === null);
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
