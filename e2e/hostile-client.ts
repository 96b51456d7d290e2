import { connect } from 'node:net';
import type { HostileRequest } from './hostile-request.ts';

/** Nobody who sent half a request has to be answered before the other half; then we leave. */
const PATIENCE_MS = 150;

/** Not even a stream is listened to for longer. */
const ENOUGH_BYTES = 1 << 20;

/** Sends bytes on a connection of their own; gives the status of every answer there was. @throws when it can't connect */
export function sendHostile(port: number, { text, isCut }: HostileRequest): Promise<readonly number[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly number[]>();
  const socket = connect(port, '127.0.0.1');
  let answers = '';
  let hasConnected = false;
  const leave = setTimeout(() => socket.end(), PATIENCE_MS);
  socket.setEncoding('latin1').on('data', (part: string) => {
    answers += part;
    // What comes next, or the server's closing, can still be seen.
    socket.end();
    if (answers.length > ENOUGH_BYTES) socket.destroy();
  });
  socket.on('connect', () => {
    hasConnected = true;
    socket.write(Buffer.from(text, 'latin1'), () => {
      if (isCut) socket.resetAndDestroy();
    });
  });
  socket.on('error', (error) => {
    // Cut in the middle of what it refuses: that is the server's right. Nobody at the port isn't.
    if (!hasConnected) reject(error);
  });
  socket.on('close', () => {
    clearTimeout(leave);
    resolve([...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)));
  });
  return promise;
}
